"""Template parts of the desk."""
