"""Start of the program, for `python -m paymentdesk`, the installed command and the frozen build."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code (product.md section 6)."""
    from paymentdesk import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
