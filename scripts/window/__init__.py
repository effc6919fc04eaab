"""The window of 汇总.pyw: ``desk_window`` and ``sample_dialog`` are what one sees, ``desk_report`` and ``desk_sample`` what they call."""
