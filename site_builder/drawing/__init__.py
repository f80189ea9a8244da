"""Covers and maps: SVG from values."""
