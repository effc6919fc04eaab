"""The ledger: what it keeps, what it tells again, and what becomes of it when something goes wrong."""
