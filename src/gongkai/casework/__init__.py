"""Casework: what every case shares."""
