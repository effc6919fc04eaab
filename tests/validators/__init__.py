"""Tests of ``validators``."""
