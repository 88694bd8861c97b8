"""What is known about cancelling a method: a hint with its source and date that warns and never forbids.

The table (`resources/paymentwall-methods.csv`) is Paymentwall's own of 2017 (domain.md 8.7); i'mport's name of a
method holds 16 characters, so methods are matched by the first 16 of their shortcode. Unknown stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

SOURCE = "Paymentwall, 2017-10"
_NAME = 16


class Refundable(StrEnum):
    YES = "yes"
    WITHIN_180_DAYS = "within_180_days"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Method:
    """A row of the table: `countries` are two-letter codes, empty where the table says none."""

    code: str
    name: str
    kind: str
    countries: frozenset[str]
    refundable: Refundable
    chargebacks: bool


class Methods:
    """The table, asked by i'mport's name of a method."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """`rows` as `csv.DictReader` gives them."""
        self._by_code: dict[str, Method] = {}
        for row in rows:
            code = row["ps_shortcode"].strip()
            method = Method(
                code=code,
                name=row["name"].strip(),
                kind=row["type"].strip(),
                countries=frozenset(row["countries"].replace(",", " ").split()),
                refundable=_refundable(row["refunds"]),
                chargebacks=row["chargebacks"].strip().lower().startswith("yes"),
            )
            self._by_code.setdefault(code[:_NAME], method)

    def find(self, method: str) -> Method | None:
        """The row of a method, or None where the table does not know it."""
        return self._by_code.get(method[:_NAME])

    def refundable(self, method: str) -> Refundable:
        found = self.find(method)
        return found.refundable if found is not None else Refundable.UNKNOWN


def _refundable(text: str) -> Refundable:
    word = text.strip().lower()
    if "180 days" in word:
        return Refundable.WITHIN_180_DAYS
    if word.startswith("yes"):
        return Refundable.YES
    return Refundable.NO if word.startswith("no") else Refundable.UNKNOWN
