"""Tests of the core: values in, values out, without a file, a clock or an engine."""
