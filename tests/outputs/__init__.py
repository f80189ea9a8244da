"""Tests of the outputs: values and texts made from a library, without a site engine."""
