"""What a check of the desk has seen, as a sentence; and the lines of the set-up checklist."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.checklist import AT_PAYMENTWALL, Checked, Item, Known
from paymentdesk.services.checkup import Check
from paymentdesk.wording import connection
from paymentdesk.wording.errors import sentence
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.times import moment

_TEXTS = {
    "folder": QT_TRANSLATE_NOOP("checkup", "The data folder: {path}"),
    "shop": QT_TRANSLATE_NOOP("checkup", "{title} (--shop {name})"),
    "no_shop": QT_TRANSLATE_NOOP("checkup", "No shop is set up on this computer yet."),
    "zone": QT_TRANSLATE_NOOP("checkup", "The time zone: {zone}"),
    "keys_safe": QT_TRANSLATE_NOOP("checkup", "Key and secret are set; this computer has a safe keyring."),
    "keys_no_keyring": QT_TRANSLATE_NOOP(
        "checkup", "Key and secret are set for this run only: this computer has no safe keyring."
    ),
    "keys_missing": QT_TRANSLATE_NOOP("checkup", "Key and secret are not set; enter them in the window."),
    "ledger_none": QT_TRANSLATE_NOOP("checkup", "There is no ledger yet; the first look makes it."),
    "ledger_damaged": QT_TRANSLATE_NOOP(
        "checkup", "The ledger is damaged or none of ours ({problem}); put back a copy: {path}"
    ),
    "ledger_newer": QT_TRANSLATE_NOOP(
        "checkup", "The ledger was written by a newer version of the desk ({version}, this one knows {known}): {path}"
    ),
    "ledger_older": QT_TRANSLATE_NOOP(
        "checkup", "The ledger is whole; the next start brings it from version {version} to {known}."
    ),
    "ledger_whole": QT_TRANSLATE_NOOP("checkup", "The ledger is whole (version {version})."),
    "binding": QT_TRANSLATE_NOOP("checkup", "The ledger belongs to this shop ({address})."),
    "binding_none": QT_TRANSLATE_NOOP("checkup", "The ledger belongs to no shop yet; the first look binds it."),
    "binding_other": QT_TRANSLATE_NOOP(
        "checkup", "The ledger belongs to another shop or another key ({address}), so nothing is asked or sent."
    ),
    "not_asked": QT_TRANSLATE_NOOP("checkup", "i'mport was not asked."),
    "not_judged": QT_TRANSLATE_NOOP("checkup", "i'mport has not judged the key; it could not be asked."),
    "reached": QT_TRANSLATE_NOOP("checkup", "i'mport answers at {host}."),
    "clock": QT_TRANSLATE_NOOP("checkup", "This computer's clock agrees with i'mport's to the minute."),
    "clock_unknown": QT_TRANSLATE_NOOP("checkup", "i'mport's clock was not seen."),
    "source_off": QT_TRANSLATE_NOOP("checkup", "{source}: off; the desk asks i'mport by itself."),
    "source_never": QT_TRANSLATE_NOOP("checkup", "{source}: on, and nothing is known of it yet."),
    "source_well": QT_TRANSLATE_NOOP("checkup", "{source}: it works (last {at})."),
    "source_failing": QT_TRANSLATE_NOOP("checkup", "{source}: it has not worked since {since} ({error})."),
    "full": QT_TRANSLATE_NOOP("checkup", "Every payment was checked against i'mport {at}."),
    "full_never": QT_TRANSLATE_NOOP("checkup", "i'mport has not been read whole yet; use “Check everything”."),
    "coverage": QT_TRANSLATE_NOOP("checkup", "Complete up to {at}."),
    "coverage_none": QT_TRANSLATE_NOOP("checkup", "Nothing has been read yet."),
    "moved": QT_TRANSLATE_NOOP(
        "checkup", "This desk was moved, copied or restored; nothing is sent until a person confirms it."
    ),
    "font": QT_TRANSLATE_NOOP("checkup", "Korean letters can be shown."),
    "font_missing": QT_TRANSLATE_NOOP(
        "checkup", "No font with Korean letters is installed (on Debian: fonts-nanum)."
    ),
    "font_unknown": QT_TRANSLATE_NOOP("checkup", "Fonts were not looked at."),
    "pairing": QT_TRANSLATE_NOOP("checkup", "PySide6 {pyside} on Python {python}."),
    "pairing_bad": QT_TRANSLATE_NOOP(
        "checkup", "PySide6 {pyside} dies on Python {python} after some hours; use PySide6 6.11 or Python 3.12."
    ),
}  # fmt: skip

_SOURCES = {
    "receiver": QT_TRANSLATE_NOOP("checkup", "Webhook receiver"),
    "relay": QT_TRANSLATE_NOOP("checkup", "Webhook relay"),
}

_NAMES = {
    Item.KEY: QT_TRANSLATE_NOOP("checkup", "i'mport accepts key and secret"),
    Item.LIVE_CHANNEL: QT_TRANSLATE_NOOP("checkup", "A live Paymentwall channel"),
    Item.SIGN_UP: QT_TRANSLATE_NOOP("checkup", "Project made through PortOne's link ([import] in its name)"),
    Item.PINGBACK_TYPE: QT_TRANSLATE_NOOP("checkup", "Pingback type"),
    Item.PINGBACK_URL: QT_TRANSLATE_NOOP("checkup", "Pingback URL"),
    Item.PINGBACK_SIGNATURE: QT_TRANSLATE_NOOP("checkup", "Pingback signature version"),
    Item.COUNTRY_PARAMETER: QT_TRANSLATE_NOOP("checkup", "Custom pingback parameter for the buyer's country"),
    Item.WIDGET_VERSION: QT_TRANSLATE_NOOP("checkup", "Widget version (for widget code pw_1)"),
    Item.WEBHOOK_URL: QT_TRANSLATE_NOOP("checkup", "Webhook URL"),
}  # fmt: skip

_KNOWN = {
    Known.PROVEN: QT_TRANSLATE_NOOP("checkup", "proven"),
    Known.SAID: QT_TRANSLATE_NOOP("checkup", "said"),
    Known.UNKNOWN: QT_TRANSLATE_NOOP("checkup", "unknown"),
    Known.NOT_NEEDED: QT_TRANSLATE_NOOP("checkup", "not needed"),
    Known.DISPROVEN: QT_TRANSLATE_NOOP("checkup", "missing"),
}

_PROOFS = {
    Item.KEY: QT_TRANSLATE_NOOP("checkup", "i'mport accepted them {at}."),
    Item.LIVE_CHANNEL: QT_TRANSLATE_NOOP("checkup", "i'mport listed it {at}."),
    Item.COUNTRY_PARAMETER: QT_TRANSLATE_NOOP("checkup", "{by} came with the buyer's country {at}."),
    Item.WEBHOOK_URL: QT_TRANSLATE_NOOP("checkup", "A webhook arrived {at}."),
}
_RESULT = QT_TRANSLATE_NOOP("checkup", "Paymentwall's result for {by} reached i'mport {at}.")


def check_text(check: Check, *, zone: str = "Asia/Seoul") -> str:
    """What was seen, in one line."""
    finding = check.finding
    if check.trouble is not None:
        return sentence(check.trouble, reading=True, zone=zone)
    if check.line is not None:
        return f"{item_name(check.line.item)}: {known_word(check.line.known)} – {how_known(check.line, zone=zone)}"
    if finding is not None:
        if check.what == "finding":
            return " ".join(filter(None, (connection.finding_sentence(finding), connection.shown_by_it(finding))))
        if check.what == "channels":
            return connection.channels_sentence(finding)
        if check.what == "proxy":
            return connection.proxy_sentence(finding)
        if check.what == "clock" and finding.clock_is_off:
            return connection.clock_sentence(finding)
    values = {name: _shown(name, value, zone) for name, value in check.facts.items()}
    text = QCoreApplication.translate("checkup", _TEXTS[check.what])
    return text.format(**{"host": finding.host if finding else "", **values})


def item_name(item: Item) -> str:
    return QCoreApplication.translate("checkup", _NAMES[item])


def item_place(item: Item) -> str:
    """Where it is set."""
    translate = QCoreApplication.translate
    if item in AT_PAYMENTWALL:
        return translate("checkup", "Paymentwall merchant area")
    return translate("checkup", "PortOne console")


def known_word(known: Known) -> str:
    return QCoreApplication.translate("checkup", _KNOWN[known])


def how_known(line: Checked, *, zone: str = "Asia/Seoul") -> str:
    """The evidence, or who said it and when, or what would prove it."""
    translate = QCoreApplication.translate
    at = moment(line.at, ZoneInfo(zone))
    match line.known:
        case Known.PROVEN:
            return translate("checkup", _PROOFS.get(line.item, _RESULT)).format(by=line.by, at=at)
        case Known.SAID:
            return translate("checkup", "Set, says {name} ({at}); nothing seen here proves it yet.").format(
                name=line.by or "–", at=at
            )
        case Known.DISPROVEN:
            return translate("checkup", "i'mport lists no live channel of Paymentwall ({at}).").format(at=at)
        case Known.NOT_NEEDED:
            return translate("checkup", "Receiver and relay are off; the desk asks i'mport by itself.")
        case _:
            return _what_would_prove(line.item)


def _what_would_prove(item: Item) -> str:
    translate = QCoreApplication.translate
    if item in (Item.SIGN_UP, Item.WIDGET_VERSION):
        return translate("checkup", "Nothing that arrives here can show it; look it up and say so.")
    if item is Item.COUNTRY_PARAMETER:
        return translate("checkup", "The first payment that carries its country will prove it.")
    if item is Item.WEBHOOK_URL:
        return translate("checkup", "The first webhook that arrives will prove it.")
    if item in (Item.KEY, Item.LIVE_CHANNEL):
        return translate("checkup", "A connection test will show it.")
    return translate("checkup", "The first payment paid, or ticket settled, through Paymentwall will prove it.")


def _shown(name: str, value: object, zone: str) -> str:
    if name in ("at", "since") and isinstance(value, int):
        return moment(value, ZoneInfo(zone)) or "–"
    if name == "source":
        return QCoreApplication.translate("checkup", _SOURCES[str(value)])
    return str(value)


def check_word(ok: bool | None) -> str:
    """A check's outcome in a word."""
    translate = QCoreApplication.translate
    if ok is None:
        return translate("checkup", "not known")
    return translate("checkup", "well") if ok else translate("checkup", "wrong")
