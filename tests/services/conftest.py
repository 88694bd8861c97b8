"""The desk of these tests, and its words without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services.desk import Desk


@pytest.fixture
def desks(practice: Any, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Opens desks on the practice shop, each with a home of its own unless one is given."""
    made: list[Desk] = []

    def make(server: Any = None, home: Path | None = None, **given: Any) -> Desk:
        made.append(Desk(server or practice, home or tmp_path / f"desk{len(made)}", **given))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    return desks()
