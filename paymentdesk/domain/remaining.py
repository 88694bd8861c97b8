"""How long something in equal parts may still take."""

from __future__ import annotations

from collections.abc import Sequence

FEWEST = 2  # parts done before anything is said
LAST = 3


def remaining(finished: Sequence[float], left: int, now: float) -> float | None:
    """Seconds until `left` more parts are done, the one in hand among them; None while too little is known.

    `finished` are the seconds since the beginning at which parts were done, `now` the seconds since then. The slower of
    the whole and of the last three parts counts: a shop's first years are empty and read in no time.
    """
    if left <= 0:
        return 0.0
    if len(finished) < FEWEST:
        return None
    last = finished[-LAST:]
    before = finished[-LAST - 1] if len(finished) > LAST else 0.0
    in_hand = now - finished[-1]
    pace = max(finished[-1] / len(finished), (last[-1] - before) / len(last), in_hand)
    return left * pace - min(in_hand, pace)
