"""`python -m nbutils` is the `nbutils` command."""

import sys


def main() -> None:
    """Run the command line; Ctrl-C while it is loaded, which takes a second, is no error."""
    try:
        from nbutils.cli import main as run
    except KeyboardInterrupt:
        sys.stderr.write("nbutils: stopped before it began\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
