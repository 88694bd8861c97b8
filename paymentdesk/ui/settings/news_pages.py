"""How news come and which of them are told: the webhook receiver, the relay, the notices."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from paymentdesk.domain.news import SWITCHABLE, News
from paymentdesk.domain.source import SourceKind, SourceState
from paymentdesk.settings.preferences import Preferences, Sources, problems
from paymentdesk.store import queries
from paymentdesk.ui.settings.page import Form, Page, framed
from paymentdesk.ui.settings.pages import number_of
from paymentdesk.ui.widgets import label
from paymentdesk.wording.notices import news_kind
from paymentdesk.wording.settings import problem_sentence, wrong
from paymentdesk.wording.sources import source_sentence

translate = QCoreApplication.translate


class WebhooksPage(Page):
    """Receiver and relay: on or off, the address to copy, how each is doing."""

    def build(self) -> None:
        chosen = self.settings.preferences.sources
        under = translate(
            "ui",
            "Without them the desk asks i'mport by itself and misses nothing; with one of them news are here at once. "
            "A webhook is only a hint: what counts is what i'mport says when it is asked.",
        )
        self.relay_form = Form()
        self.relay_form.heading(translate("ui", "Webhook relay"), under)
        self.relay = self.relay_form.tick(
            translate("ui", "Listen to a relay channel"), chosen.relay,
            translate("ui", "For a computer behind a router: a smee or gosmee channel passes webhooks on."),
        )  # fmt: skip
        self.channel = self.relay_form.line(
            translate("ui", "Channel address"), chosen.relay_url,
            translate("ui", "This address is also the webhook URL for the PortOne console. Keep it to yourself."),
        )  # fmt: skip
        self.relay_says = label("", "small", wrap=True)
        self.relay_form.addWidget(self.relay_says)
        self.column.addWidget(framed(self.relay_form))
        self.form = Form()
        self.form.heading(translate("ui", "Webhook receiver"))
        self.receiver = self.form.tick(
            translate("ui", "Listen on this computer"), chosen.receiver,
            translate("ui", "For a forwarder of your own (ngrok, cloudflared); nobody else can reach it."),
        )  # fmt: skip
        self.port = self.form.line(translate("ui", "Port"), str(chosen.receiver_port), width=120)
        self.address = self.form.copied(translate("ui", "Local address to forward to"), "")
        self.receiver_says = label("", "small", wrap=True)
        self.form.addWidget(self.receiver_says)
        self.form.addSpacing(12)
        self.form.addLayout(self.save_row(self.save))
        self.column.addWidget(framed(self.form))
        hearing = self.session.desk.hearing
        hearing.state.connect(self._state)
        for state in hearing.states:
            self._state(state)

    def save(self) -> None:
        self.form.all_right()
        self.relay_form.all_right()
        port = number_of(self.port)
        if port is None:
            self.form.wrong(self.port, wrong("number"))
            return
        before = self.settings.preferences.sources
        chosen: Sources = replace(
            before,
            receiver=self.receiver.isChecked(),
            receiver_port=port,
            relay=self.relay.isChecked(),
            relay_url=self.channel.text().strip(),
        )
        found = problems(chosen)
        places: dict[str, tuple[Form, QLineEdit]] = {
            "receiver_port": (self.form, self.port),
            "relay_url": (self.relay_form, self.channel),
        }
        for problem in found:
            form, edit = places[problem.name]
            form.wrong(edit, problem_sentence(problem))
        if not found:
            self.do(self.settings.choose(sources=chosen), self._saved)

    def _saved(self, chosen: Preferences) -> None:
        self.session.desk.hearing.settings_changed()
        self.saved()

    @Slot(object)
    def _state(self, state: SourceState) -> None:
        text = source_sentence(state, self.session.zone) if state.kind is not SourceKind.OFF else ""
        if state.name == "receiver":
            self.receiver_says.setText(text)
            self.address.setText(state.address)
        else:
            self.relay_says.setText(text)


class NoticesPage(Page):
    def build(self) -> None:
        self.form = Form()
        under = translate(
            "ui", "What is told without being asked, and kept under the bell; lists show everything anyway."
        )
        self.form.heading(translate("ui", "Tell me of"), under)
        self.ticks: dict[News, QCheckBox] = {}
        for kind in SWITCHABLE:
            tick = self.form.tick(news_kind(kind), True)
            tick.toggled.connect(lambda on, kind=kind: self.session.desk.notices.switch(kind, on=on))
            self.ticks[kind] = tick
        self.column.addWidget(framed(self.form))

    def shown(self) -> None:
        self.session.reading.ask(self, queries.switched_off, self._show)

    def _show(self, off: frozenset[News]) -> None:
        for kind, tick in self.ticks.items():
            blocked: QWidget = tick
            was = blocked.blockSignals(True)
            tick.setChecked(kind not in off)
            blocked.blockSignals(was)
