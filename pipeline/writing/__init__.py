"""Writing workbooks and reports; one module per sheet or format."""
