"""The page in a browser, driven as a person would: needs Chromium with its driver, node and npm."""
