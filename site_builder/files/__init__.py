"""What is not a page: feeds, calendars, data, sitemap, redirects and link previews."""
