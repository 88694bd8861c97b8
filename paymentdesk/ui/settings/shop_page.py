"""The shop: its name, zone and colour; its keys, shown only as set or not; the connection test."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QCompleter, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from paymentdesk.domain.connection import Finding
from paymentdesk.settings import COLOURS
from paymentdesk.settings.shops import LONGEST_TITLE, known_zone
from paymentdesk.ui.accents import colour_name, mark_icon
from paymentdesk.ui.dialogs.shop import RemoveDialog, RenewDialog
from paymentdesk.ui.settings.page import Form, Page, framed
from paymentdesk.ui.theme import Tone
from paymentdesk.ui.widgets import Flow, button, clear, label, note, row
from paymentdesk.wording.connection import channels_sentence, clock_sentence, finding_sentence, shown_by_it
from paymentdesk.wording.settings import where_keys_are, wrong

translate = QCoreApplication.translate


class ShopFields(QWidget):
    """Name, time zone and colour of a shop, each with what is wrong beside it."""

    def __init__(self, title: str, zone: str, colour: str) -> None:
        super().__init__()
        self.form = Form()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self.form)
        self.title = self.form.line(translate("ui", "Name of the shop"), title)
        self.title.setMaxLength(LONGEST_TITLE)
        self.zone = zone_box(zone)
        hint = translate("ui", "Days and dates of lists, exports and statements are this zone's.")
        self.form.field(translate("ui", "Time zone"), self.zone, hint)
        self.colours = ColourChoice(colour)
        self.form.field(translate("ui", "Colour"), self.colours)
        self.title.textChanged.connect(self.colours.show_title)
        self.colours.show_title(title)

    def what(self) -> tuple[str, str, str] | None:
        """Title, zone and colour; None, and said beside the field, where one cannot be."""
        title, zone = self.title.text().strip(), self.zone.currentText().strip()
        self.form.wrong(self.zone, "" if known_zone(zone) and zone else wrong("zone"))
        self.form.wrong(self.title, "" if title else wrong("empty"))
        if self.form.error_of(self.title) or self.form.error_of(self.zone):
            return None
        return title, zone, self.colours.chosen


class ColourChoice(QWidget):
    """A shop's colours as marks with their names."""

    def __init__(self, chosen: str) -> None:
        super().__init__()
        flow = Flow(6)
        self.setLayout(flow)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for name in COLOURS:
            made = QRadioButton(colour_name(name))
            made.setAccessibleName(colour_name(name))
            made.setChecked(name == chosen)
            self._group.addButton(made)
            self.buttons[name] = made
            flow.addWidget(made)

    @property
    def chosen(self) -> str:
        return next((name for name, each in self.buttons.items() if each.isChecked()), COLOURS[0])

    def show_title(self, title: str) -> None:
        for name, each in self.buttons.items():
            each.setIcon(mark_icon(name, title, each.font()))


def zone_box(zone: str) -> QComboBox:
    """Every time zone this computer knows; typing finds by any part of the name."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(sorted(each for each in available_timezones() if "/" in each or each == "UTC"))
    box.setCurrentText(zone)
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


class FindingView(QWidget):
    """What a connection test found: the cause and what to do, what was shown, the clock, the channels."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.said = ""

    def show_finding(self, finding: Finding, *, channels: bool = True) -> None:
        shown = " ".join(filter(None, (finding_sentence(finding), shown_by_it(finding))))
        lines = [(shown, Tone.OK if finding.accepted else Tone.BAD)]
        if clock := clock_sentence(finding):
            lines.append((clock, Tone.WAIT))
        if finding.accepted and channels:
            live = any(each.paymentwall and not each.sandbox for each in finding.channels or ())
            lines.append((channels_sentence(finding), Tone.OK if live else Tone.WAIT))
        self.show_lines(*lines)

    def show_lines(self, *lines: tuple[str, Tone]) -> None:
        clear(self._column)
        self.said = " ".join(text for text, _ in lines)
        for text, tone in lines:
            self._column.addWidget(note(text, tone))


class ShopPage(Page):
    """`removed(folder)` when the shop was taken off the list."""

    removed = Signal(object)

    def build(self) -> None:
        self.form = Form()
        profile = self.settings.shop.profile
        if self.settings.can_change_shop:
            self.form.heading(translate("ui", "What the shop is called"))
            self.fields = ShopFields(profile.title, profile.zone, profile.colour)
            self.form.addWidget(self.fields)
            self.form.addSpacing(12)
            self.form.addLayout(self.save_row(self._save))
        else:
            self.form.heading(profile.title or profile.name)
            self.form.addWidget(label(self._given(), "muted", wrap=True))
        self.column.addWidget(framed(self.form))
        self.column.addWidget(framed(self._keys()))
        if self.settings.can_change_shop:
            self.column.addWidget(framed(self._place()))

    def _given(self) -> str:
        if self.session.practice:
            return translate("ui", "The practice shop is made anew at each start; its name and zone are given.")
        return translate("ui", "This shop is given by whoever started this program; name and zone are set there.")

    def _keys(self) -> Form:
        form = Form()
        form.heading(translate("ui", "Connection to i'mport"))
        self.kept = label("", "muted", wrap=True)
        self._show_kept()
        form.addWidget(self.kept)
        form.addWidget(label(self.settings.shop.profile.api_url, "small", copyable=True))
        form.addSpacing(8)
        self.found = FindingView()
        form.addWidget(self.found)
        form.addSpacing(6)
        self.test = button(translate("ui", "Test the connection"), self._test)
        self._busy.append(self.test)
        parts: list[QWidget | int] = [self.test]
        if self.settings.can_change_shop:
            self.renew = button(translate("ui", "Renew the key…"), self._renew)
            parts.append(self.renew)
        form.addLayout(row(*parts, 1))
        return form

    def _place(self) -> Form:
        form = Form()
        form.heading(translate("ui", "On this computer"))
        form.copied(translate("ui", "Folder of the ledger"), str(self.settings.shop.profile.folder))
        form.addSpacing(10)
        self.remove = button(translate("ui", "Take the shop off this computer's list…"), self._remove)
        line = QHBoxLayout()
        line.addWidget(self.remove)
        line.addStretch(1)
        form.addLayout(line)
        return form

    def _show_kept(self) -> None:
        text = translate("ui", "Key and secret: {where}").format(where=where_keys_are(self.settings.kept))
        if self.session.practice:
            text = translate("ui", "Key and secret are made anew at each start.")
        self.kept.setText(text)

    # ------------------------------------------------------------ acts

    def _save(self) -> None:
        what = self.fields.what()
        if what is not None:
            self.do(self.settings.change_shop(*what), self.saved)

    def _test(self) -> None:
        self.found.show_lines((translate("ui", "Asking i'mport…"), Tone.MUTE))
        self.do(self.settings.test(), self.found.show_finding)

    def _renew(self) -> None:
        dialog = RenewDialog(self.session, self.window())
        dialog.renewed.connect(self._renewed)
        dialog.open()

    def _renewed(self) -> None:
        self._show_kept()
        self.say(translate("ui", "The renewed key is in use from now on."))

    def _remove(self) -> None:
        dialog = RemoveDialog(self.session, self.window())
        dialog.removed.connect(self.removed)
        dialog.open()
