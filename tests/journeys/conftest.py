"""A desk of processes before another simulated i'mport."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.desk import Desk
from tests.journeys.other_imp import OtherImp


@pytest.fixture
def imp() -> Iterator[OtherImp]:
    with OtherImp() as imp:
        yield imp


@pytest.fixture
def desk(imp: OtherImp, tmp_path: Path) -> Desk:
    return Desk(imp, tmp_path / "desk")
