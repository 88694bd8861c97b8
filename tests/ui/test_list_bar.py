"""The bar above a list: chips."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QFont, QFontMetrics

from paymentdesk.app.desktop import make_application
from paymentdesk.ui.list_bar import ListBar


def test_a_chip_that_is_on_has_room_for_its_stronger_letters(qtbot: Any) -> None:
    make_application("en")
    bar = ListBar("Tickets", "Search", [("all", "All"), ("many", "Many cancellations that were made elsewhere")])
    qtbot.addWidget(bar)
    bar.show()
    bar.choose("many")
    bar.show_only("20 cancellations made elsewhere in the night")
    for chip in (*bar._chips.values(), bar.only_chip):
        strong = QFont(chip.font())
        strong.setWeight(QFont.Weight.DemiBold)
        padding = 2 * 11 + 2  # as the style sheet has it, with its border
        assert chip.sizeHint().width() >= QFontMetrics(strong).horizontalAdvance(chip.text()) + padding
