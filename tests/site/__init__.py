"""Tests of whole sites, built as users build them, and of the borders between the parts of the package."""
