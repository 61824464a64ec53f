"""Databases for tests (pytest plugin): fixtures follow with the ledger."""
