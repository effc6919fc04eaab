"""Builds ``workbooks/samples``: the sample town, and one folder per fault. Run ``make samples``."""
