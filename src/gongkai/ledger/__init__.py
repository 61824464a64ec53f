"""Ledger 台账: the one append-only table of facts."""
