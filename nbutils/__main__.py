"""`python -m nbutils` is the `nbutils` command."""

from nbutils.cli import main

main()
