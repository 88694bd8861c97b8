"""The sheet of keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.widgets import label

translate = QCoreApplication.translate


class KeysDialog(DeskDialog):
    def __init__(self, screens: int, parent: QWidget | None = None) -> None:
        super().__init__(translate("ui", "Keys"), "", parent, width=420)
        lines = (
            (f"Ctrl+1 … Ctrl+{screens}", translate("ui", "to a screen")),
            ("Ctrl+Shift+1 … 9", translate("ui", "to another shop")),
            ("/   Ctrl+F", translate("ui", "search")),
            ("↑ ↓   J K", translate("ui", "rows")),
            ("Enter", translate("ui", "to what can be done with the row")),
            ("Esc", translate("ui", "back to the list")),
            ("Ctrl+N", translate("ui", "new order (in Orders)")),
            ("C", translate("ui", "request a cancellation")),
            ("F5", translate("ui", "sync now")),
            ("?", translate("ui", "this sheet")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        for line, (keys, what) in enumerate(lines):
            grid.addWidget(label(keys, "strong"), line, 0)
            grid.addWidget(label(what), line, 1)
        self.column.addSpacing(14)
        self.column.addLayout(grid)
        self.buttons(translate("ui", "Close"))
