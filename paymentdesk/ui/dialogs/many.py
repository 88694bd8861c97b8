"""Many cancellations at once, all test payments or the rest of a stopped list: what would be requested, its totals
typed, a result for each row."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from paymentdesk import wording
from paymentdesk.background.desk import Preview, Result
from paymentdesk.domain.money import Money
from paymentdesk.domain.ticket import ticket_name
from paymentdesk.domain.trouble import Trouble
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.dialogs.money_fields import AmountField
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
_HIGHEST = 300  # pixels; a longer list scrolls


class CancelTestsDialog(DeskDialog):
    """Nothing is sent before every total was typed. While requests leave, its first button stops after the one in
    hand; then the results stay to be read."""

    def __init__(self, session: Session, seen: Preview, parent: QWidget | None = None) -> None:
        title = translate("ui", "Cancel all test payments")
        under = translate("ui", "They charged real cards. Each is an ordinary request that Paymentwall works off.")
        if seen.batch is not None:
            title = translate("ui", "Go on with stopped cancellations")
            under = translate("ui", "What was tried before is not tried again. Each is an ordinary request.")
        super().__init__(title, under, parent, width=640)
        self._desk = session.desk
        self._seen = seen
        self._sending: int | None = None
        self._places: dict[str, int] = {}
        self._tried: set[str] = set()
        self._totals: list[tuple[Money, AmountField, QLabel]] = []
        self.rows = QTableWidget(0, 3)
        self._build_rows()
        self._desk.job_done.connect(self._done)
        self._desk.job_failed.connect(self._failed)
        self._desk.row_done.connect(self._row_done)
        self._jobs: set[int] = set()
        self._show(seen)

    def waits_for(self, job: int) -> bool:
        """Whether this dialog shows what becomes of a job."""
        return job in self._jobs

    @property
    def under_way(self) -> bool:
        return self._sending is not None

    # ------------------------------------------------------------ what would be requested

    def _build_rows(self) -> None:
        name = translate("ui", "Test payments") if self._seen.batch is None else translate("ui", "Payments")
        self.rows.setAccessibleName(name)
        self.rows.setHorizontalHeaderLabels(
            [translate("ui", "Order"), translate("ui", "Amount"), translate("ui", "Result")]
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
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.rows.setColumnWidth(0, 170)
        self.rows.setColumnWidth(1, 100)
        self.column.addSpacing(13)
        self.column.addWidget(self.rows)

    def _show(self, seen: Preview) -> None:
        self.rows.setRowCount(len(seen.rows))
        for place, row in enumerate(seen.rows):
            self._places[row.imp_uid] = place
            amount = wording.money(row.amount.minor, row.amount.currency) if row.amount is not None else ""
            why = _left_out(row.skipped) if row.skipped else ""
            for column, text in enumerate((row.merchant_uid or row.imp_uid, amount, why)):
                self.rows.setItem(place, column, QTableWidgetItem(text))
        self._fit()
        for total in seen.totals:
            field = AmountField(total, fill=False)
            shown = wording.money(total.minor, total.currency)
            name = translate("ui", "Type the total to confirm: {total}").format(total=shown)
            field.edit.setAccessibleName(name)
            self._totals.append((total, field, self.field(name, field)))
        if seen.batch is not None:
            self.leave = button(translate("ui", "Leave the rest, it is not wanted any more"), self._leave, "link")
            self.column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        dismiss = translate("ui", "Keep the payments")
        if not seen.wanted:
            self.add_note(translate("ui", "Nothing can be requested now."), Tone.MUTE)
            self.buttons(dismiss)
            return
        text = translate("ui", "Request {n} cancellations").format(n=len(seen.wanted))
        self.buttons(dismiss, text, self._confirmed)
        self._totals[0][1].setFocus()

    def _leave(self) -> None:
        if self._seen.batch is not None and not self.under_way:
            self._desk.forget_batch(self._seen.batch)
            super().reject()

    def _fit(self) -> None:
        """As high as its rows, whatever their results say."""
        self.rows.resizeRowsToContents()
        high = self.rows.horizontalHeader().sizeHint().height() + self.rows.verticalHeader().length() + 6
        self.rows.setFixedHeight(min(high, _HIGHEST))

    # ------------------------------------------------------------ sending

    def _confirmed(self) -> None:
        if self.under_way:
            return
        right = [self._typed(*each) for each in self._totals]
        if not all(right):
            return
        typed = [total for total, _, _ in self._totals]
        self._sending = self._desk.cancel_many(self._seen, translate("reason", "test"), typed)
        self._jobs.add(self._sending)
        self.say("")
        for _, field, _ in self._totals:
            field.setEnabled(False)
        self._relabel(translate("ui", "Stop"))
        if self.confirm is not None:
            self.confirm.setEnabled(False)

    def _typed(self, total: Money, field: AmountField, place: QLabel) -> bool:
        try:
            right = field.money() == total
        except Trouble as trouble:
            self.wrong(field.edit, place, sentence(trouble))
            return False
        shown = wording.money(total.minor, total.currency)
        text = translate("ui", "Type exactly {total}; nothing is sent before.").format(total=shown)
        self.wrong(field.edit, place, "" if right else text)
        return right

    def _relabel(self, text: str) -> None:
        if self.dismiss is not None:
            self.dismiss.setText(text)
            self.dismiss.setAccessibleName(text)
            self.dismiss.setFocus()

    @Slot(int, object)
    def _row_done(self, job: int, result: Result) -> None:
        if job != self._sending:
            return
        self._tried.add(result.imp_uid)
        name = ticket_name(result.ticket) if result.ticket else ""
        said = sentence(result.trouble) if result.trouble is not None else translate("ui", "requested")
        self.rows.setItem(self._places[result.imp_uid], 2, QTableWidgetItem(wording.several((name, said))))
        self._fit()

    def reject(self) -> None:
        """While requests leave, the button stops them; the results stay to be read."""
        if self.under_way:
            self._desk.stop_many()
            return
        super().reject()

    @Slot(int, object)
    def _done(self, job: int, answer: object) -> None:
        if job != self._sending:
            return
        self._sending = None
        self._relabel(translate("ui", "Close"))
        self._say_untried()

    def _say_untried(self) -> None:
        untried = [row for row in self._seen.wanted if row.imp_uid not in self._tried]
        for row in untried:
            self.rows.setItem(self._places[row.imp_uid], 2, QTableWidgetItem(translate("ui", "not requested")))
        if untried:
            self.say(translate("ui", "{n} were not requested.").format(n=len(untried)), Tone.WAIT)

    @Slot(int, object)
    def _failed(self, job: int, trouble: object) -> None:
        if job != self._sending:
            return
        self._sending = None
        self._relabel(translate("ui", "Close"))
        if isinstance(trouble, Trouble):
            self.say(sentence(trouble))
        else:
            self.say(translate("ui", "Something unexpected went wrong inside this program; it was written to the log."))


def _left_out(word: str) -> str:
    if word == "billing_key":
        return translate("ui", "left out: the first charge of a saved card cannot be cancelled")
    if word == "ticket_open":
        return translate("ui", "left out: already requested")
    return translate("ui", "left out: look at the payment first")
