"""The core: the story model, its rules, the plan, the library and the schedule.

Values in, values out. Nothing here reads a file, a clock or the environment, and nothing imports
a site engine; *today* is always an argument.
"""
