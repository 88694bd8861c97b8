"""What a person says of a ticket or a payment: each act in words, with a note where one is needed (R3, R13, R14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from paymentdesk import wording
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.store.queries import PaymentLine, TicketLine
from paymentdesk.ui.dialogs.frame import ActDialog
from paymentdesk.ui.session import Session
from paymentdesk.ui.theme import Tone
from paymentdesk.wording.errors import sentence

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Act:
    """An act in words. `{amount}` and `{name}` are filled in; `sends`: something leaves."""

    title: str
    text: str
    confirm: str
    field: str = ""
    needed: bool = False
    sends: bool = False


@dataclass(frozen=True)
class About:
    """What an act is about: its name, its amount and the line under the title."""

    name: str
    amount: str
    under: str


class NoteDialog(ActDialog):
    """One act on one ticket or payment; `hand` gives it to the desk with the note."""

    def __init__(
        self,
        session: Session,
        act: Act,
        about: About,
        hand: Callable[[str], int],
        dismiss: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session.desk, act.title, about.under, parent)
        self._act, self._about, self._hand = act, about, hand
        text = act.text.format(amount=about.amount, name=about.name)
        self.add_note(text, Tone.BAD if act.sends else Tone.MUTE)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(74)
        self.note.setPlaceholderText("" if act.needed else translate("ui", "optional"))
        self.note.setAccessibleName(act.field)
        self._wrong: QLabel = self.field(act.field, self.note)
        confirm = act.confirm.format(amount=about.amount, name=about.name)
        self.buttons(dismiss or translate("ui", "Close"), confirm, self.do_it)
        self.note.setFocus()

    def do_it(self) -> None:
        if self.under_way:
            return
        text = self.note.toPlainText().strip()
        if self._act.needed and not text:
            facts = {"what": self._about.name}
            missing = Trouble(Kind.NOTE_MISSING, facts, money=MoneyWord.NOTHING_CHANGED, possible=True)
            self.wrong(self.note, self._wrong, sentence(missing))
            return
        self.wrong(self.note, self._wrong, "")
        busy = translate("ui", "Sending…") if self._act.sends else translate("ui", "Writing…")
        self.hand_over(self._hand(text), busy)


def ticket_note(session: Session, ticket: TicketLine, do: str, parent: QWidget | None = None) -> NoteDialog:
    """The dialog of an act on a ticket."""
    desk, number = session.desk, ticket.number
    hands: dict[str, Callable[[int, str], int]] = {
        "keep_waiting": desk.keep_waiting,
        "ask_again": desk.ask_again,
        "reject": desk.reject,
        "did_not_arrive": desk.did_not_arrive,
        "take_back": desk.take_back,
        "withdraw": desk.withdraw,
        "link_confirmed": desk.link_confirmed,
        "refund_settled": desk.refund_settled,
    }
    amount = wording.money(ticket.carried_out or ticket.amount, ticket.currency)
    under = wording.several((ticket.name, amount, ticket.merchant_uid, ticket.buyer_name))
    keep = {
        "ask_again": translate("ui", "Do not send"),
        "withdraw": translate("ui", "Keep the request"),
    }.get(do, "")
    about = About(ticket.name, amount, under)
    return NoteDialog(session, ticket_acts()[do], about, lambda text: hands[do](number, text), keep, parent)


def payment_note(session: Session, payment: PaymentLine, do: str, parent: QWidget | None = None) -> NoteDialog:
    """The dialog of an act on a payment."""
    desk, imp_uid = session.desk, payment.imp_uid
    hands: dict[str, Callable[[str, str], int]] = {
        "stop_handled": desk.stop_handled,
        "chargeback": desk.chargeback_noticed,
        "excuse": desk.excuse_test,
        "mark_test": desk.mark_test,
        "unmark_test": desk.unmark_test,
        "detach": desk.orders.detach,
    }
    amount = wording.money(payment.amount, payment.currency)
    under = wording.several((imp_uid, payment.merchant_uid, amount, payment.buyer_name))
    about = About(imp_uid, amount, under)
    return NoteDialog(session, payment_acts()[do], about, lambda text: hands[do](imp_uid, text), "", parent)


def shop_note(session: Session, do: str, parent: QWidget | None = None) -> NoteDialog:
    """The dialog of an act on the whole shop."""
    desk = session.desk
    hands = {"cancellations_seen": desk.cancellations_seen, "blind_confirmed": desk.blind_confirmed}
    return NoteDialog(session, shop_acts()[do], About(session.title, "", session.title), hands[do], "", parent)


def shop_acts() -> dict[str, Act]:
    """Every act on the whole shop by its name."""
    return {
        "cancellations_seen": Act(
            translate("ui", "I have looked at the cancellations"),
            translate("ui", "Their lines are shown in Today again, each to be explained by itself."),
            translate("ui", "I have looked"),
            translate("ui", "What was found"),
            needed=True,
        ),
        "blind_confirmed": Act(
            translate("ui", "Switch sending on again"),
            translate(
                "ui",
                "You say that this is the only desk on this data now, and that requests made meanwhile were looked for "
                "and recorded. The first request on each payment of that time asks once more.",
            ),
            translate("ui", "Switch sending on"),
            translate("ui", "Where it was looked, and what was found"),
            needed=True,
        ),
    }


def ticket_acts() -> dict[str, Act]:
    """Every act on a ticket by its name."""
    return {
        "keep_waiting": Act(
            translate("ui", "The ticket is there"),
            translate("ui", "It then waits like any other. You can take that back."),
            translate("ui", "Keep waiting for {amount}"),
            translate("ui", "Where it was seen"),
        ),
        "ask_again": Act(
            translate("ui", "Send the request again"),
            translate(
                "ui",
                "If the first request did arrive after all, both may be carried out. “Not found in the merchant "
                "area” is no proof: ask Paymentwall first.",
            ),
            translate("ui", "Request cancellation of {amount} again"),
            translate("ui", "Where it was looked for, and who answered"),
            needed=True,
            sends=True,
        ),
        "reject": Act(
            translate("ui", "Paymentwall rejected it"),
            translate("ui", "This is your word, not proof: if i'mport shows it cancelled later, that counts."),
            translate("ui", "Mark {amount} as rejected"),
            translate("ui", "Who answered, when, and in which words"),
            needed=True,
        ),
        "did_not_arrive": Act(
            translate("ui", "The request did not arrive"),
            translate("ui", "It is closed and stays watched: if i'mport shows it cancelled later, that counts."),
            translate("ui", "Close the request of {amount}"),
            translate("ui", "Where it was looked for, and who answered"),
            needed=True,
        ),
        "take_back": Act(
            translate("ui", "Take that back"),
            translate("ui", "What a person said of {name} no longer counts; it is as uncertain as before."),
            translate("ui", "Take it back for {amount}"),
            translate("ui", "Note"),
        ),
        "withdraw": Act(
            translate("ui", "Withdraw the request"),
            translate("ui", "It was never sent. The payment is free for another request."),
            translate("ui", "Withdraw the request of {amount}"),
            translate("ui", "Note"),
        ),
        "link_confirmed": Act(
            translate("ui", "It was this request"),
            translate("ui", "i'mport's record names no request; you say that it answers {name}."),
            translate("ui", "Say that {amount} was {name}"),
            translate("ui", "Note"),
        ),
        "refund_settled": Act(
            translate("ui", "Even again"),
            translate("ui", "The buyer gave back what was too much, or you leave it at that."),
            translate("ui", "Even again over {amount}"),
            translate("ui", "What was agreed, and with whom"),
            needed=True,
        ),
    }


def payment_acts() -> dict[str, Act]:
    """Every act on a payment by its name."""
    return {
        "stop_handled": Act(
            translate("ui", "It is handled"),
            translate(
                "ui",
                "Paymentwall was asked to stop what may still be carried out, or nothing is left to stop. Requests on "
                "this payment are possible again.",
            ),
            translate("ui", "Handled for {amount}"),
            translate("ui", "Who was asked, when, and what was answered"),
            needed=True,
        ),
        "chargeback": Act(
            translate("ui", "The bank's letter has come"),
            translate("ui", "The bank takes the money back. Nothing is requested on this payment until it is handled."),
            translate("ui", "Note the letter about {amount}"),
            translate("ui", "What the letter says"),
            needed=True,
        ),
        "excuse": Act(
            translate("ui", "Do not cancel this test payment"),
            translate("ui", "It charged a real card. It is no longer counted or listed in Today."),
            translate("ui", "Leave {amount} as it is"),
            translate("ui", "Why it is not cancelled"),
            needed=True,
        ),
        "mark_test": Act(
            translate("ui", "Mark as test payment"),
            translate(
                "ui",
                "It leaves every total and is counted as a test payment until it is cancelled or excused. What i'mport "
                "says of it stays as it is.",
            ),
            translate("ui", "Mark {amount} as a test"),
            translate("ui", "How you know"),
            needed=True,
        ),
        "unmark_test": Act(
            translate("ui", "Not a test payment"),
            translate("ui", "It counts as money that came in again, and is in the totals."),
            translate("ui", "Count {amount} again"),
            translate("ui", "How you know"),
            needed=True,
        ),
        "detach": Act(
            translate("ui", "Take the payment off the order"),
            translate("ui", "The payment stays as it is; the order is what it was without it."),
            translate("ui", "Take {amount} off the order"),
            translate("ui", "Note"),
        ),
    }
