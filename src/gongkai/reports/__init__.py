"""Reports 年度报告: formats, cells, checks, traces, filing; reading and writing report documents."""
