"""A carrier's list: which order each row is, what would be registered, and a result for each row."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from paymentdesk import wording
from paymentdesk.background.deliveries import Row
from paymentdesk.domain.delivery import LONGEST, DeliveryStatus
from paymentdesk.domain.trouble import Trouble
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.deliveries import field_name
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
_HEIGHT = 320  # pixels; a longer list scrolls
_OFFERED = (DeliveryStatus.ORDER_SHIPPED, DeliveryStatus.DELIVERING, DeliveryStatus.DELIVERED)


class CarrierListDialog(DeskDialog):
    """Looks at the file as soon as it is open, and again when the step or the carrier changes; registers when a person
    says so. While rows leave, its first button stops after the one in hand."""

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(translate("ui", "Deliveries of a carrier's list"), path.name, parent, width=760)
        self._deliveries = session.desk.deliveries
        self._path = path
        self._rows: list[Row] = []
        self._tried: dict[int, Row] = {}
        self._looking: int | None = None
        self._registering: int | None = None
        self._jobs: set[int] = set()
        self._choices()
        self._table()
        self.buttons(translate("ui", "Close"), translate("ui", "Register"), self._confirmed)
        session.desk.job_done.connect(self._done)
        session.desk.job_failed.connect(self._failed)
        self._deliveries.row_done.connect(self._row_done)
        self.look()

    def waits_for(self, job: int) -> bool:
        """Whether this dialog shows what becomes of a job."""
        return job in self._jobs

    @property
    def under_way(self) -> bool:
        return self._registering is not None

    def _choices(self) -> None:
        self.status = QComboBox()
        for step in _OFFERED:
            self.status.addItem(wording.delivery(step.value), step.value)
        self.status.setCurrentIndex(_OFFERED.index(DeliveryStatus.DELIVERING))
        self.field(translate("ui", "Status"), self.status)
        self.carrier = QLineEdit()
        self.carrier.setMaxLength(LONGEST["carrier"])
        self.carrier.setPlaceholderText(translate("ui", "where the list names none"))
        self.field(field_name("carrier"), self.carrier)
        self.status.currentIndexChanged.connect(self.look)
        self.carrier.editingFinished.connect(self.look)

    def _table(self) -> None:
        self.rows = QTableWidget(0, 4)
        self.rows.setAccessibleName(translate("ui", "Rows of the list"))
        self.rows.setHorizontalHeaderLabels(
            [field_name("merchant_uid"), field_name("carrier"), field_name("tracking"), translate("ui", "Result")]
        )
        self.rows.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.rows.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.rows.setTabKeyNavigation(False)
        self.rows.setShowGrid(False)
        self.rows.setWordWrap(True)
        self.rows.verticalHeader().hide()
        header = self.rows.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((130, 110, 140)):
            self.rows.setColumnWidth(column, width)
        self.rows.setFixedHeight(_HEIGHT)
        self.column.addSpacing(13)
        self.column.addWidget(self.rows)

    # ------------------------------------------------------------ looking

    @Slot()
    def look(self) -> None:
        """What would be registered; nothing is sent."""
        if self.under_way:
            return
        text = self.carrier.text().strip()
        self._looking = self._deliveries.look_at_list(
            self._path, DeliveryStatus(self.status.currentData()), {"carrier": text} if text else {}
        )
        self._jobs.add(self._looking)
        self._offer(0)

    def _show(self, rows: list[Row]) -> None:
        self._rows, self._tried = rows, {}
        self.rows.setRowCount(len(rows))
        for place, row in enumerate(rows):
            self._fill(place, row)
        self.rows.resizeRowsToContents()
        self._offer(sum(row.delivery is not None for row in rows))

    def _fill(self, place: int, row: Row) -> None:
        for column, text in enumerate((row.order, row.carrier, row.tracking, _said(row))):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            self.rows.setItem(place, column, item)

    def _offer(self, ready: int) -> None:
        if self.confirm is not None:
            several = translate("ui", "Register {n} deliveries").format(n=ready)
            self.confirm.setText(translate("ui", "Register 1 delivery") if ready == 1 else several)
            self.confirm.setEnabled(ready > 0)

    # ------------------------------------------------------------ registering

    def _confirmed(self) -> None:
        if self.under_way or self._looking is not None:
            return
        self._registering = self._deliveries.register_list(self._rows)
        self._jobs.add(self._registering)
        self._busy(True)

    def _busy(self, busy: bool) -> None:
        for widget in (self.status, self.carrier, *([self.confirm] if self.confirm else [])):
            widget.setEnabled(not busy)
        if self.dismiss is not None:
            text = translate("ui", "Stop") if busy else translate("ui", "Close")
            self.dismiss.setText(text)
            self.dismiss.setAccessibleName(text)
            self.dismiss.setFocus()

    @Slot(object)
    def _row_done(self, row: Row) -> None:
        place = next((at for at, each in enumerate(self._rows) if each.line == row.line), None)
        if self.under_way and place is not None:
            self._tried[row.line] = row
            self._fill(place, row)
            self.rows.resizeRowToContents(place)

    def reject(self) -> None:
        """While rows leave, the button stops them; the results stay to be read."""
        if self.under_way:
            self._deliveries.stop()
            return
        super().reject()

    @Slot(int, object)
    def _done(self, job: int, answer: object) -> None:
        if job == self._looking and isinstance(answer, list):
            self._looking = None
            self.say("")
            self._show(answer)
        elif job == self._registering:
            self._registering = None
            self._busy(False)
            self._offer(0)
            registered = sum(row.result in ("registered", "already") for row in self._tried.values())
            left = sum(row.delivery is not None for row in self._rows) - registered
            text = translate("ui", "Registered: {n}. Not registered: {left}.").format(n=registered, left=left)
            self.say(text, Tone.WAIT if left else Tone.OK)

    @Slot(int, object)
    def _failed(self, job: int, trouble: object) -> None:
        if job not in (self._looking, self._registering):
            return
        self._looking = self._registering = None
        self._busy(False)
        self._show([])
        if isinstance(trouble, Trouble):
            self.say(sentence(trouble))
        else:
            self.say(translate("ui", "Something unexpected went wrong inside this program; it was written to the log."))


def _said(row: Row) -> str:
    if row.trouble is not None:
        return sentence(row.trouble)
    return {
        "ready": translate("ui", "ready"),
        "registered": translate("ui", "registered"),
        "already": translate("ui", "registered before, not sent again"),
    }.get(row.result, row.result)
