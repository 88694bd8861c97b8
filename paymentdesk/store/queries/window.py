"""Read any part of a list of any length without reading the rest.

A list in the order of an index is *walked*: the key after which a part began or ended is remembered, so that
the next part is a jump in the index and the odd long jump counts along the index only. Every other list (a
search, an order without an index) is *ranked*: the ids of all its rows are read once into an array, eight
bytes a
row, and parts are cut out of it. Both are remembered per connection and forgotten when anybody commits.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakKeyDictionary

from paymentdesk.store.queries.lines import Filter

_QUESTIONS_KEPT = 6
_END = 2**62

Condition = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Order:
    """Columns to sort by, all in one direction, together unique. `walkable`: an index has them for the whole
    list. `fixed` replaces them by an ORDER BY of its own that knows no other direction."""

    columns: tuple[str, ...] = ()
    walkable: bool = False
    fixed: str = ""


@dataclass(frozen=True)
class Listing:
    """A list: its table with an alias, the SQL condition of each chip, its orders, and its search."""

    table: str
    alias: str
    chips: Mapping[str, str]
    states: frozenset[str]
    time: str
    orders: Mapping[str, Order]
    search: Callable[[str], Condition]
    joins: str = ""
    walked_chips: frozenset[str] = frozenset({"all"})
    told: str = ""  # the condition on what notice :notice is about

    # ------------------------------------------------------------ the three questions of a list

    def count(self, connection: sqlite3.Connection, asked: Filter, **values: Any) -> int:
        """Rows in all."""
        if not self._walks(asked):
            return len(self._ranked(connection, asked, values))
        where, parameters = self.condition(asked, values)
        row = connection.execute(f"SELECT count(*) FROM {self.table} {self.joins} WHERE {where}", parameters)
        return int(row.fetchone()[0])

    def ids(self, connection: sqlite3.Connection, asked: Filter, offset: int, size: int, **values: Any) -> list[int]:
        """The ids of `size` rows from `offset` on; fewer at the end."""
        if self._walks(asked):
            return self._walk(connection, asked, offset, size, values)
        return list(self._ranked(connection, asked, values)[offset : offset + size])

    def position(self, connection: sqlite3.Connection, asked: Filter, id_: int, **values: Any) -> int | None:
        """How many rows stand before this one; None if the list does not show it."""
        if not self._walks(asked):
            try:
                return self._ranked(connection, asked, values).index(id_)
            except ValueError:
                return None
        where, parameters = self.condition(asked, values)
        order = self.orders[asked.sort]
        columns, after = ", ".join(order.columns), "<" if asked.descending else ">"
        row = connection.execute(
            f"SELECT {columns} FROM {self.table} WHERE {where} AND {self.alias}.id = :id",
            {**parameters, "id": id_},
        ).fetchone()
        if row is None:
            return None
        keys = {f"key{n}": value for n, value in enumerate(row)}
        before = f"({', '.join(f':{key}' for key in keys)}) {after} ({columns})"
        found = connection.execute(
            f"SELECT count(*) FROM {self.table} WHERE {where} AND {before}", {**parameters, **keys}
        )
        return int(found.fetchone()[0])

    # ------------------------------------------------------------ how

    def condition(self, asked: Filter, values: Mapping[str, Any]) -> Condition:
        """The WHERE of a question with its parameters."""
        parts, parameters = [], dict(values)
        if asked.state is not None:
            if asked.exact and asked.state in self.states:
                parts.append(f"{self.alias}.state = :state")
                parameters["state"] = asked.state
            elif asked.state in self.chips:
                parts.append(self.chips[asked.state])
            else:
                raise ValueError(f"no such state: {asked.state}")
        for sign, moment in ((">=", asked.start), ("<=", asked.end)):
            if moment is not None:
                name = "start" if sign == ">=" else "end"
                parts.append(f"{self.time} {sign} :{name}")
                parameters[name] = moment
        if asked.notice is not None:
            parts.append(self.told or "0")
            parameters["notice"] = asked.notice
        searched, words = self.search(asked.search)
        if searched:
            parts.append(searched)
            parameters |= words
        return " AND ".join(part for part in parts if part) or "1", parameters

    def _order(self, asked: Filter) -> str:
        order = self.orders[asked.sort]
        direction = "DESC" if asked.descending else "ASC"
        return order.fixed or ", ".join(f"{column} {direction}" for column in order.columns)

    def _walks(self, asked: Filter) -> bool:
        order = self.orders.get(asked.sort)
        if order is None:
            raise ValueError(f"no such order: {asked.sort}")
        if asked.search.strip() or asked.notice is not None or not order.walkable:
            return False
        chip = asked.state or "all"
        by_time = order.columns[0] == self.time
        return (by_time and chip in self.walked_chips) or (chip == "all" and asked.start is None and asked.end is None)

    def _walk(
        self, connection: sqlite3.Connection, asked: Filter, offset: int, size: int, values: Mapping[str, Any]
    ) -> list[int]:
        where, parameters = self.condition(asked, values)
        columns = ", ".join(self.orders[asked.sort].columns)
        steps = remembered(connection, self.table, asked, values, Steps)
        start, key = steps.nearest(offset)
        if key:
            names = {f"key{n}": value for n, value in enumerate(key)}
            sign = "<" if asked.descending else ">"
            where += f" AND ({columns}) {sign} ({', '.join(f':{name}' for name in names)})"
            parameters |= names
        rows = connection.execute(
            f"SELECT {self.alias}.id, {columns} FROM {self.table} WHERE {where}"
            f" ORDER BY {self._order(asked)} LIMIT :size OFFSET :skip",
            {**parameters, "size": size, "skip": offset - start},
        ).fetchall()
        if rows:
            steps.add(offset + len(rows), tuple(rows[-1])[1:])
        return [row[0] for row in rows]

    def _ranked(self, connection: sqlite3.Connection, asked: Filter, values: Mapping[str, Any]) -> array[int]:
        ranked: array[int] | None = None
        memory = remembered(connection, self.table, asked, values, Ranks)
        if memory.ids is None:
            where, parameters = self.condition(asked, values)
            rows = connection.execute(
                f"SELECT {self.alias}.id FROM {self.table} {self.joins} WHERE {where} ORDER BY {self._order(asked)}",
                parameters,
            )
            rows.row_factory = None
            memory.ids = array("q", (row[0] for row in rows))
        ranked = memory.ids
        return ranked


@dataclass
class Steps:
    """Keys after which parts of a walked list begin, by how many rows stand before."""

    at: list[int] = field(default_factory=list)
    keys: list[tuple[Any, ...]] = field(default_factory=list)

    def nearest(self, offset: int) -> tuple[int, tuple[Any, ...]]:
        place = bisect_right(self.at, offset) - 1
        return (self.at[place], self.keys[place]) if place >= 0 else (0, ())

    def add(self, offset: int, key: tuple[Any, ...]) -> None:
        place = bisect_right(self.at, offset)
        if not place or self.at[place - 1] != offset:
            self.at.insert(place, offset)
            self.keys.insert(place, key)


@dataclass
class Ranks:
    """The ids of all rows of a ranked list, None until they were read."""

    ids: array[int] | None = None


@dataclass
class _Remembered:
    version: int
    questions: OrderedDict[Any, Any] = field(default_factory=OrderedDict)


_remembered: WeakKeyDictionary[sqlite3.Connection, _Remembered] = WeakKeyDictionary()


def remembered(
    connection: sqlite3.Connection,
    name: str,
    asked: Filter,
    values: Mapping[str, Any],
    kind: type[Any],
) -> Any:
    """What is remembered of this question to the list of this name, as long as nobody commits."""
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    known = _remembered.get(connection)
    if known is None or known.version != version:
        known = _remembered[connection] = _Remembered(version)
    question = (name, replace(asked, limit=0, offset=0), tuple(sorted(values.items())))
    if question not in known.questions:
        known.questions[question] = kind()
        while len(known.questions) > _QUESTIONS_KEPT:
            known.questions.popitem(last=False)
    known.questions.move_to_end(question)
    return known.questions[question]


def rows_of(connection: sqlite3.Connection, select: str, ids: Sequence[int], **values: Any) -> list[sqlite3.Row]:
    """The rows of `select` whose first column is one of `ids`, in the order of `ids`. `select` ends where its
    condition begins and names the ids `:ids`, a JSON list."""
    found = {row[0]: row for row in connection.execute(select, {"ids": json.dumps(ids), **values})}
    return [found[id_] for id_ in ids if id_ in found]
