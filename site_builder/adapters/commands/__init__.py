"""The commands of ``stories``, one module each; click comes in here and in ``commandline``."""
