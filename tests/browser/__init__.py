"""What a person does with the built site, in a real Chromium."""
