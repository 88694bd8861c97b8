"""How the webhook receiver and the relay are doing, in a word for the status bar and in a sentence."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.source import SourceKind, SourceState, Why
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.times import clock

translate = QCoreApplication.translate

_SHORT = {
    ("receiver", SourceKind.STARTING): QT_TRANSLATE_NOOP("source", "Webhooks · starting"),
    ("receiver", SourceKind.WORKING): QT_TRANSLATE_NOOP("source", "Webhooks · listening"),
    ("receiver", SourceKind.TROUBLE): QT_TRANSLATE_NOOP("source", "Webhooks · not listening"),
    ("receiver", SourceKind.ELSEWHERE): QT_TRANSLATE_NOOP("source", "Webhooks · another program"),
    ("relay", SourceKind.STARTING): QT_TRANSLATE_NOOP("source", "Relay · connecting"),
    ("relay", SourceKind.WORKING): QT_TRANSLATE_NOOP("source", "Relay · connected"),
    ("relay", SourceKind.TROUBLE): QT_TRANSLATE_NOOP("source", "Relay · not connected"),
    ("relay", SourceKind.ELSEWHERE): QT_TRANSLATE_NOOP("source", "Relay · another program"),
}

_WELL = {
    ("receiver", SourceKind.STARTING): QT_TRANSLATE_NOOP("source", "The webhook receiver is starting."),
    ("receiver", SourceKind.WORKING): QT_TRANSLATE_NOOP(
        "source", "Webhooks are received on this computer, port {port}."
    ),
    ("receiver", SourceKind.ELSEWHERE): QT_TRANSLATE_NOOP(
        "source", "Another program receives webhooks for this shop; this one takes over when it ends."
    ),
    ("relay", SourceKind.STARTING): QT_TRANSLATE_NOOP("source", "The relay is being connected: {host}."),
    ("relay", SourceKind.WORKING): QT_TRANSLATE_NOOP("source", "Webhooks come through a relay: {host}."),
    ("relay", SourceKind.ELSEWHERE): QT_TRANSLATE_NOOP(
        "source", "Another program listens to the relay for this shop; this one takes over when it ends."
    ),
}

_TROUBLES = {
    Why.PORT_TAKEN: QT_TRANSLATE_NOOP(
        "source", "another program on this computer uses port {port}; close it or choose another port."
    ),
    Why.PORT_FORBIDDEN: QT_TRANSLATE_NOOP("source", "this computer does not allow port {port}; choose another port."),
    Why.RESOLVE: QT_TRANSLATE_NOOP(
        "source", "the relay's name is not found ({host}); check the network and the address."
    ),
    Why.CONNECT: QT_TRANSLATE_NOOP("source", "the relay cannot be reached ({host})."),
    Why.TLS: QT_TRANSLATE_NOOP("source", "the relay's certificate cannot be trusted ({host}); check the address."),
    Why.PROXY: QT_TRANSLATE_NOOP("source", "the proxy does not let this computer reach the relay ({host})."),
    Why.SILENT: QT_TRANSLATE_NOOP("source", "nothing was heard of the relay for too long ({host})."),
    Why.CUT: QT_TRANSLATE_NOOP("source", "the connection to the relay was cut ({host})."),
    Why.MOVED: QT_TRANSLATE_NOOP(
        "source", "the relay's address points elsewhere ({host}); enter the address it points to."
    ),
    Why.REFUSED: QT_TRANSLATE_NOOP(
        "source", "the relay refuses this channel ({host}, HTTP {status}); check the channel's address."
    ),
    Why.DISTURBED: QT_TRANSLATE_NOOP("source", "the relay is disturbed ({host}, HTTP {status})."),
    Why.NO_CHANNEL: QT_TRANSLATE_NOOP("source", "there is no channel at the relay's address; enter its address again."),
}


def source_short(state: SourceState) -> str:
    """For the status bar; "" for a source that is off."""
    source = _SHORT.get((state.name, state.kind))
    return translate("source", source) if source is not None else ""


def source_sentence(state: SourceState, zone: tzinfo) -> str:
    """The whole of it; of trouble first what it means for the money, and at the end when it is tried again."""
    values = {"port": state.port, "host": state.host, "status": state.status}
    if state.why is None:
        well = _WELL.get((state.name, state.kind))
        return translate("source", well).format(**values) if well is not None else ""
    opening = translate("errors", "No cancellation is affected:")
    said = f"{opening} {translate('source', _TROUBLES[state.why]).format(**values)}"
    if state.next_try_at is None:
        return said
    again = translate("source", "Next try at {time}.").format(time=clock(state.next_try_at, zone, seconds=True))
    return f"{said} {again}"
