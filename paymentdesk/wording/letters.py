"""Letters to Paymentwall's support, ready to send: references and amounts only, never the buyer.

The address and the ticket list are named in domain.md 4.3 and 8.10. Nothing is sent from here: the person's own
mail program opens with the text, and the desk writes down that it was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from PySide6.QtCore import QCoreApplication

from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.names import money

SUPPORT = "support@paymentwall.com"
KINDS = ("ask", "follow_up", "stop")

_SUBJECTS = {
    "ask": QT_TRANSLATE_NOOP("letter", "Did a cancellation request arrive? {reference}"),
    "follow_up": QT_TRANSLATE_NOOP("letter", "Cancellation request still open: {reference}"),
    "stop": QT_TRANSLATE_NOOP("letter", "Please do not carry out: {reference}"),
}
_ASKS = {
    "ask": QT_TRANSLATE_NOOP(
        "letter",
        "we sent the cancellation request below through i'mport (PortOne), but the connection broke before an answer"
        " came. Please tell us whether a ticket for it exists. We do not send it again until we hear from you.",
    ),
    "follow_up": QT_TRANSLATE_NOOP(
        "letter",
        "the cancellation request below was sent through i'mport (PortOne) on {day} and has not been carried out."
        " Please tell us its state, or what you need from us.",
    ),
    "stop": QT_TRANSLATE_NOOP(
        "letter",
        "the payment below was cancelled in another way. Please do not carry out the cancellation request any more, and"
        " confirm that it is stopped.",
    ),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in plain text."""

    to: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """The address that opens the person's mail program with the letter in it (RFC 6068)."""
        lines = self.body.replace("\n", "\r\n")
        return f"mailto:{quote(self.to)}?subject={quote(self.subject)}&body={quote(lines)}"


def letter(
    kind: str, *, ticket: str, imp_uid: str, reference: str, amount: int, paid: int, currency: str, day: str
) -> Letter:
    """A letter about one request. `reference` is Paymentwall's own (`pg_tid`), `amount` and `paid` are minor units,
    `day` is when it was sent, as shown to the person."""
    translate = QCoreApplication.translate
    subject = translate("letter", _SUBJECTS[kind]).format(reference=reference or imp_uid)
    facts = (
        (translate("letter", "Paymentwall reference"), reference or "–"),
        (translate("letter", "i'mport payment"), imp_uid),
        (translate("letter", "Our request"), ticket),
        (translate("letter", "Amount to cancel"), money(amount, currency)),
        (translate("letter", "Amount paid"), money(paid, currency)),
        (translate("letter", "Sent"), day),
    )
    body = "\n".join(
        (
            translate("letter", "Dear Paymentwall support,"),
            "",
            translate("letter", _ASKS[kind]).format(day=day),
            "",
            *(f"{name}: {value}" for name, value in facts),
            "",
            translate("letter", "Thank you."),
        )
    )
    return Letter(SUPPORT, subject, body)
