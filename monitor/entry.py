"""The program's beginning: Ctrl-C is answered in words even while it is being loaded."""

import sys


def main() -> int:
    """Run the command line; its exit status."""
    try:
        from monitor.cli import main as command_line
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 130
    return command_line()
