"""The pages of the site: the values that their templates receive, and the functions that make them."""
