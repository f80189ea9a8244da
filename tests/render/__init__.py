"""Tests of how a document is written out."""
