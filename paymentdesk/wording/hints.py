"""What is known before a cancellation is asked for, in words, each with its source."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.refundability import Hint, HintKind
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.times import clock

_SEOUL = ZoneInfo("Asia/Seoul")
_SENTENCES = {
    HintKind.NOT_REFUNDABLE: QT_TRANSLATE_NOOP(
        "hint", "This method is said not to be refundable; ask Paymentwall, or refund the buyer another way."
    ),
    HintKind.WITHIN_180_DAYS: QT_TRANSLATE_NOOP(
        "hint", "This method is refundable within 180 days only: {days_left} days left."
    ),
    HintKind.TOO_OLD: QT_TRANSLATE_NOOP(
        "hint", "This method is refundable within 180 days only; they ended {days_ago} days ago."
    ),
    HintKind.FULL_ONLY_FOREIGN_CARD: QT_TRANSLATE_NOOP(
        "hint", "Cards from abroad can generally be cancelled only in full."
    ),
    HintKind.FULL_ONLY_CURRENCY: QT_TRANSLATE_NOOP(
        "hint", "Paid in another currency than it was processed in: it can be cancelled only in full."
    ),
    HintKind.FREE_TODAY: QT_TRANSLATE_NOOP(
        "hint", "Free of fees until {until} KST today, only if Paymentwall carries it out today."
    ),
    HintKind.TEST_PAYMENT: QT_TRANSLATE_NOOP(
        "hint", "A test payment: Paymentwall may open no ticket for a test key. Look whether it was carried out."
    ),
    HintKind.BILLING_KEY: QT_TRANSLATE_NOOP(
        "hint", "Charged with a billing key: the first charge is said not to be cancellable."
    ),
    HintKind.ON_ITS_WAY: QT_TRANSLATE_NOOP(
        "hint", "The goods are on their way to the buyer: stop the parcel or agree on its return first."
    ),
    HintKind.DELIVERED: QT_TRANSLATE_NOOP("hint", "The goods were delivered: agree on their return first."),
}


def hint_sentence(hint: Hint) -> str:
    """What is known, without its source."""
    values: dict[str, object] = dict(hint.facts)
    if "until" in hint.facts:
        values["until"] = clock(hint.facts["until"], _SEOUL)
    return QCoreApplication.translate("hint", _SENTENCES[hint.kind]).format(**values)


def hint_source(hint: Hint) -> str:
    """Who says so and when, e.g. `Source: Paymentwall, 2017-10`."""
    return QCoreApplication.translate("hint", "Source: {source}").format(source=hint.source)
