"""The layout is law: who may import whom, how large a file may grow, what the lock may name."""

from __future__ import annotations

import ast
import re
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.application import use_cases
from importlinter.configuration import configure
from importlinter.domain.contract import registry

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "paymentdesk").rglob("*.py"))

# For each contract of pyproject.toml imports that must break it.
FORBIDDEN_IMPORTS = [
    ("layers", "domain", "paymentdesk.services"),
    ("layers", "app", "paymentdesk.cli"),
    ("layers", "wording", "paymentdesk.ui"),
    ("layers", "domain", "paymentdesk.settings"),
    ("layers", "practice", "paymentdesk.domain"),
    ("layers", "practice", "paymentdesk.settings"),
    ("ledger", "app", "paymentdesk.store.ledger"),
    ("database", "cli", "paymentdesk.store.database"),
    ("database", "background", "paymentdesk.store.database"),
    ("tables", "services", "paymentdesk.store.tables"),
    ("ui", "ui", "paymentdesk.services"),
    ("http", "services", "requests"),
    ("sql", "services", "peewee"),
    ("qt", "cli", "PySide6"),
    ("qt", "services", "PySide6"),
    ("practice", "ui", "paymentdesk.practice.server"),
    ("practice", "services", "paymentdesk.practice"),
    ("pure", "domain", "requests"),
]


@pytest.fixture(scope="module")
def contracts() -> dict[str, Any]:
    configure()
    options = use_cases.read_user_options(str(ROOT / "pyproject.toml"))
    use_cases._register_contract_types(options)
    return {
        each["id"]: registry.get_contract_class(each["type"])(
            name=each["name"], session_options=options.session_options, contract_options=each
        )
        for each in options.contracts_options
    }


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("paymentdesk", include_external_packages=True, cache_dir=None)


def test_every_contract_is_seen_failing(contracts: dict[str, Any]) -> None:
    assert {name for name, _, _ in FORBIDDEN_IMPORTS} == set(contracts)
    for contract in contracts.values():
        assert not getattr(contract, "ignore_imports", None)


@pytest.mark.parametrize(("name", "importer", "imported"), FORBIDDEN_IMPORTS)
def test_contract(name: str, importer: str, imported: str, contracts: dict[str, Any], graph: grimp.ImportGraph) -> None:
    def kept() -> bool:  # on a copy: a contract may take its graph apart
        return contracts[name].check(graph=deepcopy(graph), verbose=False).kept

    assert kept(), "see `make check`"
    graph.add_import(importer=f"paymentdesk.{importer}", imported=imported)
    try:
        assert not kept()
    finally:
        graph.remove_import(importer=f"paymentdesk.{importer}", imported=imported)


def test_a_module_without_a_place_breaks_the_layers(contracts: dict[str, Any], graph: grimp.ImportGraph) -> None:
    crowded = deepcopy(graph)
    crowded.add_module("paymentdesk.elsewhere")
    assert not contracts["layers"].check(graph=crowded, verbose=False).kept


def _imports(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{each.name}" for each in node.names}
    return names


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [("background", "QtCore|QtNetwork"), ("wording", "QtCore")],
)
def test_how_much_of_qt(folder: str, allowed: str) -> None:
    for file in SOURCES:
        if file.relative_to(ROOT / "paymentdesk").parts[0].removesuffix(".py") == folder:
            qt = {name for name in _imports(file) if name.startswith("PySide6")}
            assert all(re.match(rf"PySide6\.({allowed})\b", name) for name in qt), file


def test_names_are_imported_one_by_one() -> None:
    for file in SOURCES:
        assert not any(name.endswith(".*") for name in _imports(file)), file


def test_no_file_above_400_lines() -> None:
    files = [*SOURCES, *(ROOT / "tests").rglob("*.py")]
    long = {str(each.relative_to(ROOT)): n for each in files if (n := _lines(each)) > 400}
    assert not long


def _lines(file: Path) -> int:
    return len(file.read_text("utf-8").splitlines())


def test_every_module_says_in_its_name_what_it_is_about() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "base", "core"}
    assert not {part.stem for each in SOURCES for part in (each, *each.parents)} & vague


def test_top_level() -> None:
    assert {each.stem for each in (ROOT / "paymentdesk").iterdir() if each.suffix in {"", ".py"}} <= {
        "__init__", "__main__", "__pycache__", "app", "background", "cli", "domain", "gateway", "practice",
        "services", "settings", "store", "ui", "wording",
    }  # fmt: skip


def test_lock_names_no_place() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"https?:|file:|find-links|index-url|@ ", text)
    pinned = re.findall(r"^[a-z0-9][^\s=]*==[^\s]+.*\\\n +--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\S", text, re.MULTILINE))


def test_qt_keeps_the_references_of_none_and_true(qtbot: Any) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one per call until the process aborts (docs/decisions/0004)."""
    from PySide6.QtCore import QObject, Signal

    class Sender(QObject):
        said = Signal(bool)

    sender = Sender()
    sender.said.connect(lambda _: None)
    for call in (lambda: sender.setObjectName("x"), sender.parent, lambda: sender.said.emit(True)):
        before = sys.getrefcount(None), sys.getrefcount(True)
        for _ in range(1000):
            call()
        drift = sys.getrefcount(None) - before[0], sys.getrefcount(True) - before[1]
        assert all(abs(each) < 100 for each in drift)
