"""Measurements: `make bench` runs them all and writes `docs/benchmarks.md`. Nothing here is estimated."""
