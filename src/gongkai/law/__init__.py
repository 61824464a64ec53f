"""Law 依据: sources, parameters, calendars, citations and clock arithmetic. Pure Python and TOML."""
