"""`python -m gongkai.cli`, the same as `gongkai`."""

from gongkai.cli import main

main()
