"""Screens of disclosure on request at the desk."""
