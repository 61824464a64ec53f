"""The public website: what anyone can find, read and check without asking."""
