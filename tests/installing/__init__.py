"""What installs this project, and what the workflows do."""
