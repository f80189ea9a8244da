"""What holds for all tests."""

from hypothesis import settings

# The same examples in every run, on every machine: a test that fails, fails again.
settings.register_profile("fixed", derandomize=True, deadline=None, database=None, max_examples=100)
settings.load_profile("fixed")
