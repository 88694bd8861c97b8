"""Copies of the ledger: one now, where they lie, and a second folder for the daily ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from paymentdesk.background.shop_settings import Copies
from paymentdesk.settings.preferences import Backups, problems
from paymentdesk.ui.settings.page import Form, Page, framed
from paymentdesk.ui.widgets import button, clear, label, row
from paymentdesk.wording.settings import problem_sentence, wrong

translate = QCoreApplication.translate
_LISTED = 8


class BackupPage(Page):
    def build(self) -> None:
        form = Form()
        under = translate(
            "ui",
            "A verified copy of the ledger, with the journal of what was sent, is made once a day by itself. To go "
            "back to one, close this window and use: paymentdesk restore",
        )
        form.heading(translate("ui", "Copies of the ledger"), under)
        self.place = form.copied(translate("ui", "They lie here"), "")
        form.addSpacing(8)
        self._list = QVBoxLayout()
        form.addLayout(self._list)
        form.addSpacing(8)
        self.now = button(translate("ui", "Make a copy now"), self._copy, "primary")
        self._busy.append(self.now)
        form.addLayout(row(self.now, 1))
        self.column.addWidget(framed(form))
        self.form = Form()
        under = translate(
            "ui", "The daily copy is put there as well: another disk, or a folder that a service keeps elsewhere."
        )
        self.form.heading(translate("ui", "A second place"), under)
        self.folder = self.form.line(translate("ui", "Folder"), self.settings.preferences.backups.folder)
        self.form.addSpacing(8)
        self.choose = button(translate("ui", "Choose…"), self._choose)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(self.save_row(self.save))
        line.addWidget(self.choose)
        self.form.addLayout(line)
        self.column.addWidget(framed(self.form))
        self.listed: Sequence[str] = ()

    def shown(self) -> None:
        self.do(self.settings.copies(), self._show)

    def _show(self, found: Copies) -> None:
        self.place.setText(str(found.folder))
        clear(self._list)
        self.listed = [
            translate("ui", "{name} · {size} MB").format(name=name, size=f"{size / 1e6:,.1f}")
            for name, size in found.files[:_LISTED]
        ]
        for text in self.listed or [translate("ui", "There is none yet.")]:
            self._list.addWidget(label(text, "small", copyable=True))

    def _copy(self) -> None:
        self.do(self.settings.back_up(), self._copied)

    def _copied(self, payments: int) -> None:
        self.say(translate("ui", "A copy was made and checked ({n} payments).").format(n=f"{payments:,}"))
        self.shown()

    def _choose(self) -> None:
        dialog = QFileDialog(self, translate("ui", "A second place"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def save(self) -> None:
        chosen = Backups(self.folder.text().strip())
        found = problems(chosen)
        text = problem_sentence(found[0]) if found else ""
        if not text and chosen.folder and not Path(chosen.folder).expanduser().is_dir():
            text = wrong("folder")
        self.form.wrong(self.folder, text)
        if not text:
            self.do(self.settings.choose(backups=chosen), self.saved)
