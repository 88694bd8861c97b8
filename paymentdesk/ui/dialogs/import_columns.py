"""Which column of the file means what, and what rows mean that do not say it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from paymentdesk import wording
from paymentdesk.background.orders import Plan, Usual
from paymentdesk.domain.currencies import USUAL
from paymentdesk.domain.order_columns import FIELDS
from paymentdesk.domain.preflight import KINDS
from paymentdesk.ui.widgets import call, label
from paymentdesk.wording.orders import field_name

translate = QCoreApplication.translate
_ACROSS = 4


class ColumnChoice(QWidget):
    """`changed` when a person chose another column or another usual value."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._quiet = False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.columns: dict[str, QComboBox] = {}
        self.currency, self.kind = QComboBox(), QComboBox()
        self.currency.setEditable(True)
        self.currency.addItems(["", *USUAL])
        for kind in KINDS:
            self.kind.addItem(wording.order_kind(kind), kind)
        named = [(field_name(name), name) for name in FIELDS]
        boxes: list[tuple[str, QComboBox]] = []
        for text, name in named:
            self.columns[name] = QComboBox()
            boxes.append((text, self.columns[name]))
        boxes.append((translate("ui", "Currency where none is said"), self.currency))
        boxes.append((translate("ui", "Kind where none is said"), self.kind))
        for place, (text, box) in enumerate(boxes):
            row, column = divmod(place, _ACROSS)
            heading = label(text, "small")
            heading.setBuddy(box)
            call(box, text)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            grid.addWidget(heading, row * 2, column)
            grid.addWidget(box, row * 2 + 1, column)
            box.currentTextChanged.connect(self._chosen)
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)

    def show_plan(self, plan: Plan) -> None:
        """The file's headers to choose from, as they are taken now."""
        self._quiet = True
        for name, box in self.columns.items():
            box.clear()
            box.addItem("–", -1)
            for place, header in enumerate(plan.headers):
                box.addItem(header or translate("ui", "Column {n}").format(n=place + 1), place)
            box.setCurrentIndex(max(0, box.findData(plan.columns.get(name, -1))))
        self._quiet = False

    def chosen(self) -> dict[str, int]:
        """Field -> place of its column."""
        return {name: int(box.currentData()) for name, box in self.columns.items() if (box.currentData() or 0) >= 0}

    def usual(self) -> Usual:
        return Usual(self.currency.currentText().strip().upper(), str(self.kind.currentData()))

    def _chosen(self, _: str) -> None:
        if not self._quiet:
            self.changed.emit()
