"""The form to write a story: its scripts, run by Node.js where they need no browser."""
