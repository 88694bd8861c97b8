"""The smaller pages: rhythm, people, orders, and the check of the whole desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from paymentdesk.background.shop_settings import Check
from paymentdesk.domain.order_number import PatternError, check_pattern
from paymentdesk.settings.preferences import OrderDefaults, People, Rhythm, problems
from paymentdesk.ui.badge import Badge, BadgeLabel
from paymentdesk.ui.settings.page import Form, Page, framed
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import button, card, clear, label, row
from paymentdesk.wording.checkup import check_text, check_word
from paymentdesk.wording.settings import problem_sentence, wrong

translate = QCoreApplication.translate


def number_of(edit: QLineEdit) -> int | None:
    """The whole number in a field, None where there is none."""
    text = edit.text().strip().replace(",", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class RhythmPage(Page):
    def build(self) -> None:
        self.form = Form()
        under = translate(
            "ui", "How often the desk asks i'mport by itself. After an act or a webhook it asks more often for a while."
        )
        self.form.heading(translate("ui", "Looking at i'mport"), under)
        chosen = self.settings.preferences.rhythm
        self.often = self.form.line(translate("ui", "Ordinarily, every … seconds"), str(chosen.poll_seconds), width=160)
        self.idle = self.form.line(
            translate("ui", "When nobody is at the desk, every … seconds"), str(chosen.poll_idle_seconds), width=160
        )
        self.form.addSpacing(12)
        self.form.addLayout(self.save_row(self.save))
        self.column.addWidget(framed(self.form))
        if self.session.practice:
            text = translate("ui", "In the practice shop time runs fast: it is looked at every few seconds anyway.")
            self.column.addWidget(label(text, "muted", wrap=True))

    def save(self) -> None:
        self.form.all_right()
        often, idle = number_of(self.often), number_of(self.idle)
        fields: dict[str, tuple[QWidget, int | None]] = {
            "poll_seconds": (self.often, often),
            "poll_idle_seconds": (self.idle, idle),
        }
        for widget, value in fields.values():
            if value is None:
                self.form.wrong(widget, wrong("number"))
                return
        chosen = Rhythm(often or 0, idle or 0)
        found = problems(chosen)
        for problem in found:
            self.form.wrong(fields[problem.name][0], problem_sentence(problem))
        if not found:
            self.do(self.settings.choose(rhythm=chosen), self.saved)


class PeoplePage(Page):
    def build(self) -> None:
        self.form = Form()
        under = translate("ui", "This name stands on every request, note and decision made at this desk.")
        self.form.heading(translate("ui", "Who acts here"), under)
        self.name = self.form.line(translate("ui", "Name"), self.settings.preferences.people.name, width=320)
        self.name.setPlaceholderText(self.settings.shop.user)
        self.form.addSpacing(12)
        self.form.addLayout(self.save_row(self.save))
        self.column.addWidget(framed(self.form))

    def save(self) -> None:
        chosen = People(" ".join(self.name.text().split()))
        found = problems(chosen)
        self.form.wrong(self.name, problem_sentence(found[0]) if found else "")
        if not found:
            self.do(self.settings.choose(people=chosen), self.saved)


class OrdersPage(Page):
    def build(self) -> None:
        self.form = Form()
        under = translate("ui", "What a new order begins with; an empty field leaves it open.")
        self.form.heading(translate("ui", "New orders"), under)
        chosen = self.settings.preferences.orders
        hint = translate("ui", "Letters, digits and the places {places}; {example} is usual.").format(
            places="{yyyy} {yy} {mm} {dd} {random}", example="{yy}{mm}{dd}-{random}"
        )
        self.pattern = self.form.line(translate("ui", "Number pattern"), chosen.number_pattern, hint, width=320)
        self.currency = self.form.line(translate("ui", "Currency"), chosen.currency, width=120)
        self.country = self.form.line(translate("ui", "Country of the buyer"), chosen.country, width=120)
        self.kind = QComboBox()
        for key, text in (
            ("", translate("ui", "leave open")),
            ("physical", translate("ui", "Physical goods")),
            ("digital", translate("ui", "Digital goods")),
        ):
            self.kind.addItem(text, key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen.kind)))
        self.kind.setMaximumWidth(240)
        self.form.field(translate("ui", "Kind of goods"), self.kind)
        self.form.addSpacing(12)
        self.form.addLayout(self.save_row(self.save))
        self.column.addWidget(framed(self.form))

    def save(self) -> None:
        self.form.all_right()
        pattern = self.pattern.text().strip()
        currency, country = self.currency.text().strip().upper(), self.country.text().strip().upper()
        good = True
        for widget, value, letters, kind in (
            (self.country, country, 2, "country"), (self.currency, currency, 3, "currency"),
        ):  # fmt: skip
            if value and not (len(value) == letters and value.isascii() and value.isalpha()):
                self.form.wrong(widget, wrong(kind))
                good = False
        if pattern:
            try:
                check_pattern(pattern)
            except PatternError as error:
                self.form.wrong(self.pattern, wrong(error.reason, most=36))
                good = False
        if good:
            before = self.settings.preferences.orders
            chosen: OrderDefaults = replace(
                before, number_pattern=pattern, currency=currency, country=country, kind=str(self.kind.currentData())
            )
            self.do(self.settings.choose(orders=chosen), self.saved)


class CheckupPage(Page):
    """The same checks as `paymentdesk doctor`."""

    def build(self) -> None:
        text = translate(
            "ui", "Folder, ledger, keys, connection, clock, channels, settings elsewhere: what paymentdesk doctor says."
        )
        intro = label(text, "muted", wrap=True)
        self.column.addWidget(intro)
        self.run = button(translate("ui", "Check now"), self.check, "primary")
        self._busy.append(self.run)
        self.column.addLayout(row(self.run, 1))
        self.checks: Sequence[Check] = ()
        frame = card()
        self._lines = QGridLayout(frame)
        self._lines.setContentsMargins(18, 14, 18, 14)
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(9)
        self._lines.setColumnStretch(1, 1)
        self._frame = frame
        frame.hide()
        self.column.addWidget(frame)

    def check(self) -> None:
        self.say(translate("ui", "Looking…"), Tone.MUTE)
        self.do(self.settings.check_up(), self._checked)

    def _checked(self, checks: list[Check]) -> None:
        self.say("")
        self.checks = checks
        clear(self._lines)
        zone = self.settings.shop.profile.zone
        for number, check in enumerate(checks):
            self._lines.addWidget(BadgeLabel(_badge(check)), number, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(label(check_text(check, zone=zone), wrap=True), number, 1)
        self._frame.show()


def _badge(check: Check) -> Badge:
    looks: dict[Any, tuple[Tone, str]] = {True: (Tone.OK, ""), False: (Tone.BAD, ""), None: (Tone.MUTE, "empty")}
    tone, icon = looks[check.ok]
    return Badge(check_word(check.ok), tone, icon)
