"""Paymentwall's methods, read from its published list: kind, countries, refundable or not (domain.md 8.7)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

# i'mport keeps a method in emb_pg_provider, which holds this many characters.
KEPT = 16

_PAY_METHODS = {"Credit and Debit Cards": "card", "Bank Transfers": "trans", "Mobile Payments": "phone"}


@dataclass(frozen=True, slots=True)
class Method:
    """One line of the list; `refundable` is False only where the list says a plain no."""

    code: str
    name: str
    kind: str
    countries: str
    refundable: bool


class Methods:
    """Looks methods up by the first 16 characters of their short code, or by their link name."""

    def __init__(self, table: Path) -> None:
        """Read the list; OSError or KeyError if it is not there or not this list."""
        self._by_name: dict[str, Method] = {}
        with table.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                refundable = row["refunds"].strip().lower() != "no"
                method = Method(row["ps_shortcode"], row["name"], row["type"], row["countries"], refundable)
                self._by_name.setdefault(row["permalink"][:KEPT], method)
                self._by_name[method.code[:KEPT]] = method

    def all(self) -> list[Method]:
        """Every method once, by name."""
        return sorted(set(self._by_name.values()), key=lambda method: method.name.lower())

    def find(self, name: str) -> Method | None:
        """The method behind an emb_pg_provider; None if the list does not know it."""
        return self._by_name.get(name[:KEPT])

    def pay_method(self, name: str) -> str:
        """i'mport's pay_method for it; what it stores for local methods is UNCONFIRMED (domain.md 12.8)."""
        method = self.find(name)
        if method is None:
            return name
        return _PAY_METHODS.get(method.kind, name)
