"""Templates for orders: one is saved from an order; all are listed, used and deleted."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from paymentdesk import wording
from paymentdesk.domain.order_template import Template, template_of
from paymentdesk.store import queries
from paymentdesk.store.queries import OrderDetail
from paymentdesk.ui.dialogs.frame import ActDialog, DeskDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.widgets import button, clear, label

translate = QCoreApplication.translate
_HIGHEST = 360


class SaveTemplateDialog(ActDialog):
    """What an order begins with, under a title of its own; the buyer stays out."""

    def __init__(self, session: Session, order: OrderDetail, parent: QWidget | None = None) -> None:
        under = translate("ui", "Item, amount, country, kind, tags and note are kept; the buyer is not.")
        super().__init__(session.desk, translate("ui", "Save as template"), under, parent)
        self._orders, self._order = session.desk.orders, order
        self.title = QLineEdit(order.name)
        self._wrong = self.field(translate("ui", "Title (one that exists is taken over)"), self.title)
        self.buttons(translate("ui", "Close"), translate("ui", "Save"), self.save)
        self.title.setFocus()
        self.title.selectAll()

    def save(self) -> None:
        missing = "" if self.title.text().strip() else translate("ui", "A template needs a title.")
        self.wrong(self.title, self._wrong, missing)
        if not missing and not self.under_way:
            template = template_of(self.title.text(), self._order.agreed())
            self.hand_over(self._orders.save_template(template), translate("ui", "Writing…"))


class TemplatesDialog(DeskDialog):
    """`chosen(template)` when a new order is to begin with one."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        under = translate("ui", "Save one from an order's detail: Save as template…")
        super().__init__(translate("ui", "Templates"), under, parent, width=560)
        self._session = session
        self.templates: list[Template] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self.column.addSpacing(14)
        self.column.addWidget(self._scroll)
        self.buttons(translate("ui", "Close"))
        session.desk.ledger_changed.connect(self._read)
        self._read()

    @Slot()
    def _read(self) -> None:
        self._session.reading.ask(self, queries.order_templates, self._show)

    def _show(self, templates: list[Template]) -> None:
        self.templates = templates
        clear(self._column)
        if not templates:
            self._column.addWidget(label(translate("ui", "There is no template yet."), "muted", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for line, template in enumerate(templates):
            amount = wording.money(template.amount, template.currency) if template.amount else ""
            about = wording.several((template.title, template.name if template.name != template.title else "", amount))
            grid.addWidget(label(about, wrap=True), line, 0)
            use = button(translate("ui", "New order…"), partial(self._use, template))
            use.setAccessibleName(translate("ui", "New order from {title}").format(title=template.title))
            delete = button(translate("ui", "Delete"), partial(self._delete, template.title), "link")
            delete.setAccessibleName(translate("ui", "Delete {title}").format(title=template.title))
            grid.addWidget(use, line, 1)
            grid.addWidget(delete, line, 2)
        self._column.addLayout(grid)
        self._column.addStretch(1)
        self._scroll.setFixedHeight(min(_HIGHEST, max(60, 44 * len(templates) + 12)))

    def _use(self, template: Template) -> None:
        self.chosen.emit(template)
        self.accept()

    def _delete(self, title: str) -> None:
        self._session.desk.orders.delete_template(title)
