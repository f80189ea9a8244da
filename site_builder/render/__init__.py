"""From values to what readers get: a document as HTML and as plain words."""
