"""How long a build takes with many stories: ``make bench``."""
