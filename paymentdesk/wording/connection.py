"""How a question to i'mport ended: one sentence that says what is the matter and what to do about it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.connection import Cause, Channel, Finding
from paymentdesk.wording.errors import opened
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.times import age, moment

_SENTENCES = {
    Cause.ACCEPTED: QT_TRANSLATE_NOOP("connection", "i'mport accepts the key and the secret."),
    Cause.KEY_OR_SECRET: QT_TRANSLATE_NOOP(
        "connection",
        "i'mport does not accept the key with this secret and does not say which of the two is wrong; copy both again"
        " from “API keys” in the PortOne console.",
    ),
    Cause.KEY_WRONG: QT_TRANSLATE_NOOP(
        "connection", "i'mport does not know this key; copy it again from “API keys” in the PortOne console."
    ),
    Cause.SECRET_WRONG: QT_TRANSLATE_NOOP(
        "connection",
        "i'mport does not accept the secret of this key; copy the secret again from “API keys” in the PortOne console.",
    ),
    Cause.ADDRESS_LIST: QT_TRANSLATE_NOOP(
        "connection",
        "i'mport turned this computer away ({status}); if the PortOne console restricts which addresses may call the"
        " API, allow this computer's there.",
    ),
    Cause.TURNED_AWAY: QT_TRANSLATE_NOOP(
        "connection",
        "i'mport answered neither yes nor “wrong key” ({status}); perhaps the PortOne console restricts which addresses"
        " may call the API.",
    ),
    Cause.CLOCK: QT_TRANSLATE_NOOP(
        "connection",
        "i'mport's certificate is not valid at the time this computer's clock shows ({moment}); set its date and time.",
    ),
    Cause.NAME: QT_TRANSLATE_NOOP(
        "connection", "the name {host} could not be looked up; check the internet connection and its name server (DNS)."
    ),
    Cause.NO_NETWORK: QT_TRANSLATE_NOOP(
        "connection", "this computer has no way to {host}; check the internet connection."
    ),
    Cause.REFUSED: QT_TRANSLATE_NOOP(
        "connection", "the connection to {host} was refused; a firewall may forbid it, so allow this program there."
    ),
    Cause.SILENT: QT_TRANSLATE_NOOP(
        "connection",
        "{host} did not answer in time; try again, and if it stays so look whether a firewall swallows the question.",
    ),
    Cause.CUT: QT_TRANSLATE_NOOP(
        "connection", "the connection to {host} broke before the answer was there; try again."
    ),
    Cause.PROXY_SIGN_IN: QT_TRANSLATE_NOOP(
        "connection",
        "the proxy {proxy} wants a user name and a password (407); enter them in the system's proxy settings.",
    ),
    Cause.PROXY_AWAY: QT_TRANSLATE_NOOP(
        "connection", "the proxy {proxy} cannot be reached; correct the system's proxy settings or switch them off."
    ),
    Cause.PROXY_REFUSES: QT_TRANSLATE_NOOP(
        "connection", "the proxy {proxy} does not connect to {host}; ask whoever runs it to allow that."
    ),
    Cause.CERTIFICATE: QT_TRANSLATE_NOOP(
        "connection",
        "the certificate shown for {host} is from nobody this computer trusts: an antivirus program or the network"
        " opens secure connections; exempt {host} there.",
    ),
    Cause.CERTIFICATE_NAME: QT_TRANSLATE_NOOP(
        "connection",
        "the certificate shown for {host} belongs to somebody else; sign in to the network in a browser, or check the"
        " name server (DNS).",
    ),
    Cause.TLS: QT_TRANSLATE_NOOP(
        "connection", "no secure connection to {host} could be agreed; something on the way does not let it through."
    ),
    Cause.NOT_IMPORT: QT_TRANSLATE_NOOP(
        "connection",
        "somebody else than i'mport answered ({status}); sign in to the network in a browser, then try again.",
    ),
    Cause.BUSY: QT_TRANSLATE_NOOP(
        "connection", "i'mport asks to be left alone for a while ({status}); try again in some minutes."
    ),
    Cause.DOWN: QT_TRANSLATE_NOOP(
        "connection", "i'mport itself is out of order ({status}) and has not judged the key; try again later."
    ),
}

CHANNELS_PATH = "결제 연동 > 연동 정보 > 채널 관리 > 채널 추가"
"""Where the console keeps its channels, in its own words (domain.md 11)."""

CAUSES = frozenset(_SENTENCES)


def finding_sentence(finding: Finding, *, zone: str = "Asia/Seoul") -> str:
    """What is the matter, in one sentence that begins with what happened to the money, and what was shown."""
    translate = QCoreApplication.translate
    text = translate("connection", _SENTENCES[finding.cause]).format(
        host=finding.host or "–",
        proxy=finding.proxy or "–",
        status=finding.status if finding.status is not None else "–",
        moment=moment(finding.at, ZoneInfo(zone), now=0),
    )
    return text if finding.accepted else opened("reading", text)


def shown_by_it(finding: Finding) -> str:
    """What was answered, word for word, where it may tell a person more; "" where nothing was."""
    translate = QCoreApplication.translate
    if finding.accepted:
        return ""
    if finding.elsewhere:
        return translate("connection", "The answer leads to {where}.").format(where=finding.elsewhere)
    if finding.said:
        return translate("connection", "Shown: “{said}”").format(said=finding.said)
    if finding.cause is Cause.ADDRESS_LIST:
        return translate("connection", "i'mport showed nothing more, not even which address it saw.")
    return ""


def clock_sentence(finding: Finding) -> str:
    """That the PC's clock is wrong, by how much, where that was seen; else ""."""
    if not finding.clock_is_off or finding.clock_off is None:
        return ""
    ahead = QT_TRANSLATE_NOOP(
        "connection", "This computer's clock is ahead of i'mport's ({age}); the desk goes by i'mport's. Set it right."
    )
    behind = QT_TRANSLATE_NOOP(
        "connection", "This computer's clock is behind i'mport's ({age}); the desk goes by i'mport's. Set it right."
    )
    text = QCoreApplication.translate("connection", ahead if finding.clock_off > 0 else behind)
    return text.format(age=age(abs(finding.clock_off)))


def proxy_sentence(finding: Finding) -> str:
    if not finding.proxy:
        return QCoreApplication.translate("connection", "No proxy is in use.")
    return QCoreApplication.translate("connection", "Through the proxy {proxy}.").format(proxy=finding.proxy)


def channel_words(channel: Channel) -> str:
    """Live or test, as the console names it."""
    translate = QCoreApplication.translate
    return translate("connection", "Test channel") if channel.sandbox else translate("connection", "Live channel")


def channels_sentence(finding: Finding) -> str:
    """What there is of Paymentwall among the account's channels (domain.md 11, 3.5)."""
    translate = QCoreApplication.translate
    if finding.channels is None:
        return translate("connection", "The channels have not been read.")
    ours = [each for each in finding.channels if each.paymentwall]
    live, test = sum(not each.sandbox for each in ours), sum(each.sandbox for each in ours)
    if not ours:
        return translate(
            "connection",
            "There is no Paymentwall channel yet; add one in the PortOne console: {path}.",
        ).format(path=CHANNELS_PATH)
    if not live:
        return translate(
            "connection", "Paymentwall has a test channel only; buyers can pay once a live channel is added."
        )
    return translate("connection", "Paymentwall channels: {live} live, {test} test.").format(live=live, test=test)
