"""Give a look-up its ledger: the tables belong to a database only while one of these runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from paymentdesk.store.database import Database

P = ParamSpec("P")
T = TypeVar("T")


def bound(function: Callable[Concatenate[Database, P], T]) -> Callable[Concatenate[Database, P], T]:
    """Run a function of the ledger with the tables bound to the database it was given."""

    @wraps(function)
    def with_tables(database: Database, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with database.bound():
            return function(database, *args, **kwargs)

    return with_tables
