"""Paymentwall's table of methods (domain.md 8.7), as far as it helps to choose one for a country."""

from __future__ import annotations

import csv
import re
from functools import cache

from paymentdesk.settings import resource

_CODE = re.compile(r"\b[A-Z]{2}\b")


def of_country(country: str) -> list[tuple[str, str]]:
    """Shortcode and name of the methods the table has for a country, and of those it names no country for; by name."""
    rows = _rows()
    return sorted(
        ((code, name) for code, name, countries in rows if not countries or country in countries),
        key=lambda each: each[1].casefold(),
    )


@cache
def _rows() -> tuple[tuple[str, str, frozenset[str]], ...]:
    with resource("paymentwall-methods.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["ps_shortcode"], row["name"], frozenset(_CODE.findall(row["countries"])))
            for row in csv.DictReader(file)
            if row["ps_shortcode"]
        )
