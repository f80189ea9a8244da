"""What stories, pages and files must keep to; each rule yields the problems that it finds."""
