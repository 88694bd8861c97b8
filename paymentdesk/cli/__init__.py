"""The command line: thin; each command calls a service and prints. Same services as the window (product.md 6)."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from paymentdesk.cli.arguments import UsageError, parse
from paymentdesk.cli.output import Output
from paymentdesk.domain.trouble import Trouble


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or differences found, 2 wrong usage, 3 i'mport
    not reachable, 4 outcome unconfirmed, 5 the desk cannot work."""
    given = list(sys.argv[1:] if argv is None else argv)
    try:
        options = parse(given)
    except UsageError as error:
        return Output(json="--json" in given, language=None).usage(error)
    output = Output(json=options.json, language=options.lang)
    try:
        return int(options.run(options, output))
    except Trouble as trouble:
        return output.trouble(trouble, reading=options.reading)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; nothing is left to say to them.
        sys.stderr.close()
        return 0
