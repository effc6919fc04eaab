"""Tests of the town's own look at what communities scored themselves."""
