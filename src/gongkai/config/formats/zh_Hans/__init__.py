"""Chinese as the office writes it."""
