"""Start of the program, for `python -m paymentdesk`, the installed command and the frozen build."""

from __future__ import annotations

import os
import sys

BEHIND = 5
"""How far the process that reads pages steps back, from its first moment: a window that wants to draw goes first. On
Windows whoever starts it says so."""


def main() -> int:
    """Run the command line and return its exit code (product.md section 6); or be the process that a full sync has its
    pages read by (services/aside.py)."""
    if sys.argv[1:2] == ["read-aside"] and len(sys.argv) == 4:
        if hasattr(os, "nice"):
            os.nice(BEHIND)
        from paymentdesk.services import aside

        return aside.serve(*sys.argv[2:])
    from paymentdesk import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
