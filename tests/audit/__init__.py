"""What checks a built site, whatever its content: `python -m tests.audit`, and the modules that the tests use too."""
