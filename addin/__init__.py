"""Door 1: Excel. The only importer of xlwings."""
