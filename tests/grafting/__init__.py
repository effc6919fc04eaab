"""Our table put into workbooks of every kind that writers and people make: none may be refused, no total may change."""
