"""Settings and the assembly of the apps."""
