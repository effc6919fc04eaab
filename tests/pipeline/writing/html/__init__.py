"""The pages: read as a program reads them, and as Chromium shows them."""
