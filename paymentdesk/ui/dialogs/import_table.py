"""The rows of a file before they are imported, each with what speaks against it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from paymentdesk import wording
from paymentdesk.background.orders import Plan, Row
from paymentdesk.domain.preflight import Finding, Weight
from paymentdesk.ui.theme import Tone, tone_colours
from paymentdesk.wording.orders import field_name, finding_sentence

translate = QCoreApplication.translate
_FIELDS = ("number", "name", "amount", "buyer_name")
_Index = QModelIndex | QPersistentModelIndex


class PlanModel(QAbstractTableModel):
    """Rows of a `Plan`; `only_bad` shows those that cannot be imported."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._plan: Plan | None = None
        self._only_bad = False

    def show_plan(self, plan: Plan | None, *, only_bad: bool = False) -> None:
        self.beginResetModel()
        self._plan, self._only_bad = plan, only_bad
        self._rows = [] if plan is None else (plan.bad if only_bad else list(plan.rows))
        self.endResetModel()

    def row(self, place: int) -> Row:
        return self._rows[place]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_FIELDS) + 3

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (
            translate("ui", "Line"),
            translate("ui", "State"),
            *(field_name(each) for each in _FIELDS),
            translate("ui", "What is said of it"),
        )
        return names[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (1, len(_FIELDS) + 2):
            return tone_colours(_tone(row))[0]
        return None

    def _text(self, row: Row, column: int) -> str:
        if column == 0:
            return str(row.line)
        if column == 1:
            return _state(row)
        if column == len(_FIELDS) + 2:
            return said(row)
        name = _FIELDS[column - 2]
        if name == "amount" and row.order is not None:
            return wording.money(row.order.amount, row.order.currency)
        if name == "number" and self._plan is not None and not self._plan.numbered:
            return translate("ui", "is made")
        return " ".join(row.texts.get(name, "").split())


def said(row: Row) -> str:
    """What speaks against a row first, then what only has to be known."""
    ordered = sorted(row.findings, key=lambda each: list(Weight).index(each.weight))
    return "   ".join(_sentence(each) for each in ordered)


def _sentence(finding: Finding) -> str:
    return f"{field_name(finding.place)}: {finding_sentence(finding)}"


def _state(row: Row) -> str:
    if not row.good:
        return "✕ " + translate("ui", "error")
    return ("! " + translate("ui", "note")) if row.findings else ("✓ " + translate("ui", "good"))


def _tone(row: Row) -> Tone:
    return Tone.BAD if not row.good else Tone.WAIT if row.findings else Tone.OK


def plan_view(model: PlanModel) -> QTableView:
    """A table that scrolls, reached by Tab and left by it."""
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(translate("ui", "Rows of the file"))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(26)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for column, width in enumerate((48, 76, 110, 150, 100, 120)):
        view.setColumnWidth(column, width)
    return view
