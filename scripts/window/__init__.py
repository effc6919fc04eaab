"""The window of 汇总.pyw: ``desk`` opens it; ``desk_window`` and ``sample_dialog`` are what one sees, the others what they call."""
