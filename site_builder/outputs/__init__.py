"""The outputs: from the library and the plans to finished texts and values; nothing here does I/O."""
