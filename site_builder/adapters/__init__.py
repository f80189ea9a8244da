"""The adapters: the only code that reads files, the clock and the environment, or knows a site engine."""
