"""The house's own tools: setting up, checking, and the pages of documentation that are made by machine."""
