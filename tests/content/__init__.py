"""Tests of how what an editor wrote is read."""
