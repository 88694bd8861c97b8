"""Import orders from a CSV or XLSX file: looked at row by row first, brought in, taken out again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QProgressBar, QWidget

from paymentdesk import wording
from paymentdesk.background.orders import Imported, Plan, Undone
from paymentdesk.domain.trouble import Trouble
from paymentdesk.ui.dialogs.frame import DeskDialog
from paymentdesk.ui.dialogs.import_columns import ColumnChoice
from paymentdesk.ui.dialogs.import_table import PlanModel, plan_view, said
from paymentdesk.ui.dialogs.imports import ImportsDialog, undone_sentence
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, label, row
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate
_LOOK_AGAIN_AFTER = 250  # ms after the last choice


class ImportDialog(DeskDialog):
    """Nothing is written before *Import* is pressed; one transaction writes all of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        under = translate("ui", "CSV or XLSX, Korean or English. Nothing is written before you press Import.")
        super().__init__(translate("ui", "Import orders"), under, parent, width=940)
        self._session, self._orders = session, session.desk.orders
        self._job: int | None = None
        self._jobs: set[int] = set()
        self._imported: Imported | None = None
        self.plan: Plan | None = None
        self._build()
        desk = session.desk
        desk.job_done.connect(self._done)
        desk.job_failed.connect(self._failed)
        self._orders.progress.connect(self._progress)
        self._again = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_AFTER)
        self._again.timeout.connect(self._look_again)
        self._show()

    def waits_for(self, job: int) -> bool:
        """Whether this dialog shows what becomes of a job."""
        return job in self._jobs

    @property
    def under_way(self) -> bool:
        return self._job is not None

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        self.choose = button(translate("ui", "Choose a file…"), self.choose_file)
        self.earlier = button(translate("ui", "Earlier imports…"), self._show_earlier, "link")
        self._about = label("", "muted", wrap=True)
        self.column.addSpacing(14)
        line = row(self.choose, self._about, self.earlier)
        line.setStretchFactor(self._about, 1)
        self.column.addLayout(line)
        self.columns = ColumnChoice()
        self.columns.changed.connect(self._columns_changed)
        self.column.addSpacing(12)
        self.column.addWidget(self.columns)
        self.model = PlanModel()
        self.view = plan_view(self.model)
        self.view.setFixedHeight(206)
        self.only_bad = QCheckBox(translate("ui", "Only rows with errors"))
        self.only_bad.toggled.connect(self._show_rows)
        self.all_or_nothing = QCheckBox(translate("ui", "All or nothing: import no row while one has errors"))
        self.all_or_nothing.toggled.connect(self._show)
        self._counts = label("", "strong")
        self.column.addSpacing(12)
        self.column.addLayout(row(self._counts, 1, self.only_bad))
        self.column.addSpacing(6)
        self.column.addWidget(self.view)
        self._row_said = label("", "small", wrap=True)
        self.view.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.column.addSpacing(4)
        self.column.addWidget(self._row_said)
        self.column.addSpacing(8)
        self.column.addWidget(self.all_or_nothing)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(translate("ui", "Progress"))
        self.stop = button(translate("ui", "Stop"), self._orders.stop, "link")
        self.column.addSpacing(8)
        self.column.addLayout(row(self.bar, self.stop))
        self.undo = button(translate("ui", "Undo this import"), self._undo)
        self.column.addLayout(row(self.undo, 1))
        self.buttons(translate("ui", "Close"), " ", self._import)

    # ------------------------------------------------------------ the file

    def choose_file(self) -> None:
        """Ask for a file; the dialog's own button that changes nothing is never the word for a cancellation."""
        files = QFileDialog(self, translate("ui", "Import orders"))
        files.setNameFilter(translate("ui", "Spreadsheets (*.csv *.tsv *.txt *.xlsx)"))
        files.setFileMode(QFileDialog.FileMode.ExistingFile)
        files.setLabelText(QFileDialog.DialogLabel.Reject, translate("ui", "Close"))
        files.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        files.fileSelected.connect(self.look_at)
        files.open()

    @Slot(str)
    def look_at(self, path: str) -> None:
        """Read a file and show what would come of it."""
        self._imported = None
        self.say("")
        self._begin(self._orders.look_at_file(Path(path)))

    @Slot()
    def _columns_changed(self) -> None:
        self._again.start()

    @Slot()
    def _look_again(self) -> None:
        if self.plan is not None and not self.under_way and self._imported is None:
            self._begin(self._orders.look_again(self.plan.sheet, self.columns.chosen(), self.columns.usual()))

    def _begin(self, job: int) -> None:
        self._job = job
        self._jobs.add(job)
        self.bar.setRange(0, 0)
        self._show()

    @Slot(int, int)
    def _progress(self, done: int, total: int) -> None:
        if self.under_way:
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    # ------------------------------------------------------------ what it shows

    def _show(self) -> None:
        busy, plan = self.under_way, self.plan
        open_ = plan is not None and self._imported is None
        shown: list[tuple[QWidget, bool]] = [
            *((each, busy) for each in (self.bar, self.stop)),
            *((each, plan is not None) for each in (self._counts, self.only_bad, self.view, self._row_said)),
            *((each, open_) for each in (self.columns, self.all_or_nothing)),
        ]
        for widget, visible in shown:
            widget.setVisible(visible)
        self.columns.setEnabled(not busy)
        self.all_or_nothing.setEnabled(not busy)
        self.choose.setEnabled(not busy)
        self.undo.setVisible(self._imported is not None)
        self.undo.setEnabled(not busy)
        assert self.confirm is not None
        self.confirm.setVisible(open_)
        if plan is None:
            return
        good, bad = len(plan.good), len(plan.bad)
        self._about.setText(_about(plan))
        self._counts.setText(translate("ui", "{good} can be imported · {bad} have errors").format(good=good, bad=bad))
        words = translate("ui", "Import 1 order") if good == 1 else translate("ui", "Import {n} orders").format(n=good)
        self.confirm.setText(words)
        self.confirm.setAccessibleName(words)
        self.confirm.setEnabled(not busy and good > 0 and not (bad and self.all_or_nothing.isChecked()))

    def _show_rows(self) -> None:
        self.model.show_plan(self.plan, only_bad=self.only_bad.isChecked())
        bad = next((place for place in range(self.model.rowCount()) if not self.model.row(place).good), None)
        self._row_said.setText("")
        if bad is not None:
            self.view.selectRow(bad)

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, index: QModelIndex, _: QModelIndex) -> None:
        """Everything that is said of the chosen row, whole."""
        self._row_said.setText(said(self.model.row(index.row())) if index.isValid() else "")

    def _take(self, plan: Plan) -> None:
        self.plan = plan
        self.columns.show_plan(plan)
        self._show_rows()
        if plan.before is not None:
            at = self._session.moment(plan.before.at)
            text = translate("ui", "This very file was imported before ({moment}, {n} orders).")
            self.say(text.format(moment=at, n=plan.before.orders), Tone.WAIT)
        else:
            self.say("")

    # ------------------------------------------------------------ writing

    def _import(self) -> None:
        if self.plan is not None and not self.under_way and self._imported is None:
            self.say("")
            self._begin(self._orders.import_orders(self.plan, all_or_nothing=self.all_or_nothing.isChecked()))

    def _undo(self) -> None:
        if self._imported is not None and not self.under_way:
            self._begin(self._orders.undo_import(self._imported.number))

    def _show_earlier(self) -> None:
        ImportsDialog(self._session, self).open()

    @Slot(int, object)
    def _done(self, job: int, answer: object) -> None:
        if job != self._job:
            return
        self._job = None
        if isinstance(answer, Plan):
            self._take(answer)
        elif isinstance(answer, Imported):
            self._imported = answer
            text = translate("ui", "{n} orders are imported; {m} rows stayed out.")
            self.say(text.format(n=len(answer.orders), m=answer.refused), Tone.OK)
        elif isinstance(answer, Undone):
            self._imported = None
            self.say(undone_sentence(answer), Tone.WAIT if answer.kept else Tone.OK)
        else:
            self.say(translate("ui", "Stopped; nothing was written."), Tone.MUTE)
        self._show()

    @Slot(int, object)
    def _failed(self, job: int, trouble: object) -> None:
        if job != self._job:
            return
        self._job = None
        if isinstance(trouble, Trouble):
            self.say(sentence(trouble, reading=False))
        else:
            self.say(translate("ui", "Something unexpected went wrong inside this program; it was written to the log."))
        self._show()

    def reject(self) -> None:
        """Closing stops what has not been written yet."""
        if self.under_way:
            self._orders.stop()
        super().reject()


def _about(plan: Plan) -> str:
    """The file, how it was read, how many rows."""
    separator = {"\t": "Tab"}.get(plan.sheet.separator, plan.sheet.separator)
    read = translate("ui", "separated by {sign}").format(sign=separator) if separator else ""
    rows = translate("ui", "{n} rows").format(n=len(plan.rows))
    return wording.several((plan.sheet.file, plan.sheet.encoding, read, rows))
