"""The window of 汇总.pyw: ``desk_window`` is what one sees, ``desk_report`` the one call that it makes."""
