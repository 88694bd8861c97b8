"""What holds for every dialog, in both languages (money.md R8), and what a person says in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
)

from paymentdesk.domain.news import News
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.services import many
from paymentdesk.store import queries
from paymentdesk.ui.dialogs.accept import AcceptDialog
from paymentdesk.ui.dialogs.cancel import CancelDialog
from paymentdesk.ui.dialogs.classify import ClassifyDialog
from paymentdesk.ui.dialogs.elsewhere import ElsewhereDialog
from paymentdesk.ui.dialogs.frame import ActDialog, DeskDialog
from paymentdesk.ui.dialogs.keys import KeysDialog
from paymentdesk.ui.dialogs.many import CancelTestsDialog
from paymentdesk.ui.dialogs.message import MessageDialog
from paymentdesk.ui.dialogs.note import (
    NoteDialog,
    payment_acts,
    payment_note,
    shop_acts,
    shop_note,
    ticket_acts,
    ticket_note,
)
from paymentdesk.ui.dialogs.question import QuestionDialog
from paymentdesk.ui.dialogs.raw import RawDialog, pretty
from paymentdesk.ui.dialogs.send import SendDialog
from paymentdesk.ui.notices import InboxDialog
from paymentdesk.wording.errors import sentence
from tests.ui.checkout_dialogs import checkout_dialogs
from tests.ui.order_dialogs import MOVES_NO_MONEY, order_dialogs

BOTH = pytest.mark.parametrize("language", ["en", "ko"], indirect=True)
FORBIDDEN = {"cancel", "취소"}
NOTICES = [queries.Notice(1, 1, {News.SETTLED: 1}, True, "imp_1", "HB-1", 1, {})]


def _ask(room: Any, imp_uid: str, amount: str) -> int:
    """A request through the dialog; answers its ticket."""
    room.go("payments", imp_uid)
    dialog = CancelDialog(room.window.session, room.payment(imp_uid), room.window)
    made: list[int] = []
    dialog.ticket_made.connect(made.append)
    dialog.amount.edit.setText(amount)
    dialog.reason.setEditText("damaged")
    dialog.open()
    dialog.request()
    room.until(lambda: made)
    room.settle()
    return made[0]


def _every_dialog(room: Any, folder: Path) -> list[Callable[[], DeskDialog]]:
    """Makers of all dialogs; a new class in ui/dialogs must be here (a test sees to it)."""
    session, window = room.window.session, room.window
    asked = room.pay(60)
    number = _ask(room, asked, "20")
    free = room.pay(54)
    questioned = room.pay(60)
    other = _ask(room, questioned, "20")
    room.control(f"/tickets/{other}/decide", {"outcome": "cancelled", "amount": 12})
    room.sync()
    room.until(lambda: any(each.question for each in room.payment(questioned).cancellations))
    odd = room.pay(60)
    room.control(f"/payments/{odd}/record", {"amount": 70})
    room.sync()
    room.until(lambda: room.payment(odd).odd)
    room.pay(1, sandbox=True)
    tests = many.preview(room.opened.shop, many.test_payments(room.opened.shop))
    ticket = room.ticket(number)
    trouble = sentence(Trouble(Kind.UNREACHABLE), reading=True)
    return [
        lambda: CancelDialog(session, room.payment(free), window),
        lambda: ElsewhereDialog(session, room.payment(free), window),
        lambda: RawDialog(room.payment(free), window),
        lambda: AcceptDialog(session, room.payment(odd), window),
        lambda: QuestionDialog(session, room.payment(questioned), window),
        lambda: SendDialog(session, ticket, window),
        lambda: ClassifyDialog(session, ticket, parent=window),
        lambda: ClassifyDialog(session, ticket, refusing=True, parent=window),
        lambda: CancelTestsDialog(session, tests, window),
        lambda: KeysDialog(5, window),
        lambda: InboxDialog(session, NOTICES, window),
        lambda: MessageDialog("?", trouble, parent=window),
        *checkout_dialogs(room),
        *order_dialogs(room, ticket, folder),
        *(lambda do=do: ticket_note(session, ticket, do, window) for do in ticket_acts()),
        *(lambda do=do: shop_note(session, do, window) for do in shop_acts()),
        *(lambda do=do: payment_note(session, room.payment(free), do, window) for do in payment_acts()),
    ]


@BOTH
def test_no_dialog_is_left_by_a_bare_cancel(room: Any, language: str, tmp_path: Path) -> None:
    for make in _every_dialog(room, tmp_path):
        dialog = make()
        dialog.open()
        _walk(dialog)
        dialog.close()


def _walk(dialog: DeskDialog) -> None:
    assert not dialog.findChildren(QDialogButtonBox)
    for each in dialog.findChildren(QAbstractButton):
        if not each.isVisible():
            continue
        assert each.text().strip().lower() not in FORBIDDEN, type(dialog)
        assert each.accessibleName() or each.objectName(), (type(dialog), each.text())
        assert each.focusPolicy() != Qt.FocusPolicy.NoFocus or not each.text(), each.text()
    buddies = {each.buddy() for each in dialog.findChildren(QLabel) if each.buddy() is not None}
    for kind in (QLineEdit, QPlainTextEdit, QComboBox):
        for each in dialog.findChildren(kind):
            assert each.accessibleName(), (type(dialog), each.parent(), each.objectName())
            if isinstance(each, QComboBox):
                assert each in buddies, (type(dialog), each.accessibleName())
    assert dialog.dismiss is not None
    assert dialog.focusWidget() is not dialog.confirm
    if dialog.confirm is not None:
        assert not dialog.confirm.isDefault()
        of_the_shop = dialog.windowTitle() in {act.title for act in shop_acts().values()}
        free = of_the_shop or isinstance(dialog, MOVES_NO_MONEY)
        assert free or re.search(r"\d", dialog.confirm.text()), "the confirming button names the amount"
    for each in dialog.findChildren(QLabel):
        assert each.textFormat() == Qt.TextFormat.PlainText, each.text()


def test_every_dialog_is_walked(room: Any, tmp_path: Path) -> None:
    def all_of(kind: type) -> set[type]:
        return {kind}.union(*(all_of(each) for each in kind.__subclasses__()))

    made = {type(make()) for make in _every_dialog(room, tmp_path)}
    assert made == {
        each for each in all_of(DeskDialog) if not (each in (DeskDialog, ActDialog) or each.__subclasses__())
    }


def test_qt_s_own_boxes_are_not_used() -> None:
    """Their Korean standard button is the word for a cancellation."""
    import paymentdesk.ui as package

    for file in sorted((package.__path__ and __import__("pathlib").Path(package.__path__[0])).rglob("*.py")):
        text = file.read_text("utf-8")
        assert QMessageBox.__name__ not in text, file
        assert QDialogButtonBox.__name__ not in text, file
        assert ".exec(" not in text, file


def test_a_request_made_elsewhere_is_recorded_and_nothing_is_sent(room: Any) -> None:
    """money.md R4."""
    imp_uid = room.pay(60)
    room.go("payments", imp_uid)
    room.window.payments.act("record")
    dialog = room.dialog(ElsewhereDialog)
    dialog.amount.edit.setText("60.01")
    dialog.record()
    assert "more than can be cancelled" in dialog._wrong.text()
    dialog.amount.edit.setText("20.00")
    dialog.where.setCurrentIndex(1)
    dialog.note.setText("told by phone")
    dialog.record()
    room.until(lambda: room.payment(imp_uid).waiting)
    room.settle()
    ticket = room.ticket(1)
    assert (ticket.origin, ticket.where, ticket.state) == ("elsewhere", "phone", "waiting")
    assert room.requests_sent() == 0


def test_odd_news_is_shown_with_both_records_and_accepted(room: Any) -> None:
    """money.md R18."""
    imp_uid = room.pay(60)
    room.control(f"/payments/{imp_uid}/record", {"amount": 70})
    room.sync()
    room.until(lambda: room.payment(imp_uid).odd)
    room.go("payments", imp_uid)
    cancel = room.window.payments.pane.button("cancel")
    assert not cancel.isEnabled()
    room.window.payments.act("accept")
    dialog = room.dialog(AcceptDialog)
    texts = [each.text() for each in dialog.findChildren(QLabel)]
    assert "US$60.00" in texts
    assert "US$70.00" in texts
    dialog.take()
    assert "a note is needed" in dialog._wrong.text()
    dialog.note.setPlainText("asked the buyer")
    dialog.take()
    room.until(lambda: not room.payment(imp_uid).odd)
    room.settle()
    assert room.payment(imp_uid).amount == 7000


def test_an_unexplained_cancellation_is_answered(room: Any) -> None:
    imp_uid = room.pay(60)
    _ask(room, imp_uid, "20")
    room.control("/tickets/1/decide", {"outcome": "cancelled", "amount": 12})
    room.sync()
    room.go("payments", imp_uid)
    room.window.payments.act("answer")
    dialog = room.dialog(QuestionDialog)
    dialog.answer()
    assert dialog._wrong.text() == "Please choose what it was."
    dialog.choice.setCurrentIndex(dialog.choice.findText("None of ours: Console"))
    dialog.answer()
    room.until(lambda: not any(each.question for each in room.payment(imp_uid).cancellations))
    room.settle()


def test_what_a_person_says_can_be_taken_back(room: Any) -> None:
    imp_uid = room.pay(60)
    room.control("/faults", {"path": "/payments/cancel", "kind": "drop_after", "times": 1})
    number = _ask(room, imp_uid, "20")
    assert room.ticket(number).state == "unconfirmed"
    for do, state in (("keep_waiting", "waiting"), ("take_back", "unconfirmed")):
        room.go("tickets", number)
        room.window.tickets.act(do)
        dialog = room.dialog(NoteDialog)
        dialog.do_it()
        room.until(lambda state=state: room.ticket(number).state == state)
        room.settle()
        room.until(lambda dialog=dialog: not dialog.under_way)


def test_the_raw_record_is_shown_as_it_was_sent() -> None:
    text = pretty('{"amount": 54.10, "name": "<b>찻잔</b>", "n": 1E+2}'.encode())
    assert '"amount": 54.10' in text
    assert "1E+2" in text
    assert "<b>찻잔</b>" in text
    assert pretty(b"\xff<html>") == "\ufffd<html>"


def test_a_draft_is_sent_from_its_page(room: Any) -> None:
    from paymentdesk.background.desk import Request
    from paymentdesk.domain.money import Money

    imp_uid = room.pay(60)
    job = room.opened.desk.save_draft(Request(imp_uid, Money(2000, "USD"), "size"))
    assert job
    room.until(lambda: room.payment(imp_uid).tickets)
    room.go("tickets", 1)
    assert room.window.tickets.pane.shown.badge.text == "Not sent"
    room.window.tickets.act("send")
    dialog = room.dialog(SendDialog)
    assert dialog.focusWidget() is dialog.dismiss
    assert room.requests_sent() == 0
    dialog.send()
    room.until(lambda: room.ticket(1).state == "waiting")
    room.settle()
    assert room.requests_sent() == 1


def test_a_draft_whose_balance_moved_is_sent_only_after_the_new_one_was_shown(room: Any) -> None:
    from paymentdesk.background.desk import Request
    from paymentdesk.domain.money import Money

    imp_uid = room.pay(60)
    room.opened.desk.save_draft(Request(imp_uid, Money(2000, "USD"), "size"))
    room.until(lambda: room.payment(imp_uid).tickets)
    room.control(f"/console-cancel/{imp_uid}", {"amount": 5})
    room.go("tickets", 1)
    room.window.tickets.act("send")
    dialog = room.dialog(SendDialog)
    dialog.send()
    room.until(lambda: not dialog.under_way)
    assert any("US$55.00" in each.text() for each in dialog.findChildren(QLabel))
    assert (room.ticket(1).state, room.requests_sent()) == ("draft", 0)
    dialog.send()
    room.until(lambda: room.ticket(1).state == "waiting")
    room.settle()
    assert room.requests_sent() == 1


def test_a_cancellation_nobody_asked_for_is_classified(room: Any) -> None:
    imp_uid = room.pay(60)
    room.server.advance(60)
    room.control(f"/console-cancel/{imp_uid}", {"amount": 20})
    room.sync()
    with room.opened.shop.database.reader() as connection:
        number = queries.list_tickets(connection, queries.Filter())[0].number
    room.go("tickets", number)
    assert room.window.tickets.pane.shown.badge.text == "Cancelled elsewhere"
    room.window.tickets.act("classify")
    dialog = room.dialog(ClassifyDialog)
    dialog.choice.setCurrentIndex(dialog.choice.findData("paymentwall"))
    dialog.say_it()
    room.until(lambda: room.ticket(number).declared_by)
    room.settle()
    assert room.ticket(number).cause == "paymentwall"


def test_dialogs_are_windows_of_their_own(room: Any) -> None:
    assert isinstance(KeysDialog(5, room.window), QDialog)
