"""Tests mirror the packages; everything a test expects comes from the plan or an independent calculation."""
