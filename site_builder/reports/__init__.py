"""For people at work: what the check found, the plan, the agenda, the schema of the front matter."""
