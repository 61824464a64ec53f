"""Screens of oversight: they ask queries, call services, and touch no table."""
