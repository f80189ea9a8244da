"""Reading what councils have: Word documents, web pages, Markdown of other generators, tables, WordPress exports.

Each module reads one kind of file, which a stranger may have written, and gives ``Imported`` stories.
"""
