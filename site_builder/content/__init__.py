"""What an editor wrote: from bytes to values that know their place in the file."""
