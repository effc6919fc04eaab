"""Workbooks bent at random: each must end in one state, in time, and nothing else may happen. Run ``make fuzz``."""
