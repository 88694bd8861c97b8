"""Orders in the real window: written, edited, copied, kept as a template, imported with dirt, taken out again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QPushButton

from paymentdesk.services import ordering
from paymentdesk.settings.preferences import OrderDefaults
from paymentdesk.store import queries
from paymentdesk.ui.dialogs.attach import AttachDialog
from paymentdesk.ui.dialogs.customer import CustomerDialog
from paymentdesk.ui.dialogs.import_orders import ImportDialog
from paymentdesk.ui.dialogs.imports import ImportsDialog
from paymentdesk.ui.dialogs.message import MessageDialog
from paymentdesk.ui.dialogs.note import NoteDialog
from paymentdesk.ui.dialogs.order import OrderDialog
from paymentdesk.ui.dialogs.order_note import OrderNoteDialog
from paymentdesk.ui.dialogs.template import SaveTemplateDialog, TemplatesDialog

BOTH = pytest.mark.parametrize("language", ["en", "ko"], indirect=True)


def click(room: Any, button: Any) -> None:
    room.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    room.settle()


def bar_button(room: Any, text: str) -> QPushButton:
    (found,) = [each for each in room.window.orders.bar.findChildren(QPushButton) if each.text() == text]
    return found


def fill(dialog: OrderDialog, **texts: str) -> None:
    for name, text in texts.items():
        field = getattr(dialog.fields, name)
        field.setEditText(text) if hasattr(field, "setEditText") else field.setText(text)


def write_lamp(room: Any, **texts: str) -> str:
    """A right order, written through the dialog; answers its number."""
    room.window.orders.new_order()
    dialog = room.dialog(OrderDialog)
    room.until(dialog.fields.number.text)
    given = {
        "name": "Hanji lamp", "amount": "54.00", "currency": "USD", "buyer_name": "Jack Son",
        "buyer_email": "jack@example.com", "country": "Germany", "address": "Some street 1",
    }  # fmt: skip
    fill(dialog, **given | texts)
    room.settle()
    number = str(dialog.fields.number.text())
    click(room, dialog.confirm)
    room.until(lambda: room.window.orders.current == number and room.window.orders.detail is not None)
    room.settle()
    return number


def order(room: Any, number: str) -> Any:
    with room.opened.shop.database.reader() as reader:
        return queries.order_detail(reader, number)


def test_an_order_is_written_edited_copied_and_closed(room: Any) -> None:
    room.window.show_screen("orders")
    number = write_lamp(room)
    shown = room.window.orders.pane.shown
    assert (shown.amount, shown.badge.text, len(number)) == ("US$54.00", "Draft", 11)
    assert [each.text for each in shown.moments] == ["Order written · US$54.00"]

    click(room, room.window.orders.pane.button("edit"))
    dialog = room.dialog(OrderDialog)
    assert not dialog.fields.number.isEnabled()
    fill(dialog, amount="60")
    click(room, dialog.confirm)
    room.until(lambda: order(room, number).amount == 6000)
    room.until(lambda: room.window.orders.pane.shown.amount == "US$60.00")
    assert room.window.orders.pane.shown.moments[0].text == "Order edited: Amount"

    click(room, room.window.orders.pane.button("duplicate"))
    dialog = room.dialog(OrderDialog)
    room.until(dialog.fields.number.text)
    copy = dialog.fields.number.text()
    assert copy != number
    assert (dialog.fields.amount.text(), dialog.fields.buyer_name.text()) == ("60.00", "Jack Son")
    click(room, dialog.confirm)
    room.until(lambda: order(room, copy) is not None and room.window.orders.current == copy)
    room.until(lambda: room.window.orders.pane.button("close") is not None)

    click(room, room.window.orders.pane.button("close"))
    room.until(lambda: room.window.orders.pane.shown.badge.text == "Closed unpaid")
    click(room, room.window.orders.pane.button("reopen"))
    room.until(lambda: room.window.orders.pane.shown.badge.text == "Draft")


@BOTH
def test_pre_flight_stands_beside_its_field_while_it_is_typed(room: Any, language: str) -> None:
    room.window.orders.new_order()
    dialog = room.dialog(OrderDialog)
    room.until(dialog.fields.number.text)
    fields = dialog.fields
    assert not any(fields.said(name) for name in fields.cells)  # nobody is blamed for an empty form
    fill(dialog, amount="1,620.00", currency="USD", buyer_name="김민지", buyer_email="minji@", name="x" * 41)
    said = {name for name in fields.cells if fields.said(name)}
    assert said == {"name", "amount", "buyer_name", "buyer_email"}
    assert fields.cells["amount"].said.property("role") == "small"
    assert fields.cells["buyer_name"].said.property("role") == "warning"
    fill(dialog, currency="KRW", amount="18900.5")
    assert fields.cells["amount"].said.property("role") == "error"
    dialog.write()
    assert not dialog.under_way
    assert fields.cells["amount"].field.hasFocus() or dialog.focusWidget() is fields.amount
    fill(dialog, amount="18,900")
    assert dialog.order is not None
    assert dialog.confirm.text() == ("Save as draft" if language == "en" else "작성 중으로 저장")


def test_a_number_that_is_taken_is_said_before_it_is_written(room: Any) -> None:
    room.window.show_screen("orders")
    number = write_lamp(room)
    room.window.orders.new_order()
    dialog = room.dialog(OrderDialog)
    room.until(dialog.fields.number.text)
    fill(dialog, number=number)
    room.until(lambda: "already" in dialog.fields.said("number"))
    assert dialog.order is None
    fill(dialog, number="HB-77")
    room.settle()
    assert dialog.fields.said("number") == ""


def test_the_whole_form_is_filled_by_keyboard(room: Any) -> None:
    room.window.show_screen("orders")
    room.window.orders.new_order()
    dialog = room.dialog(OrderDialog)
    room.until(dialog.fields.number.text)
    reached = set()
    widget = dialog.focusWidget()
    for _ in range(40):
        for name, cell in dialog.fields.cells.items():
            if widget is cell.field or cell.field.isAncestorOf(widget):
                reached.add(name)
        if widget is dialog.confirm:
            reached.add("confirm")
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        widget = dialog.focusWidget()
    assert reached == {*dialog.fields.cells, "confirm"}


def test_the_key_for_a_new_order(room: Any) -> None:
    room.window.show_screen("orders")
    room.window.activateWindow()
    QTest.keyClick(room.window.orders.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    room.until(lambda: [each for each in room.window.findChildren(OrderDialog) if each.isVisible()])
    room.settle()


def test_a_template_is_saved_used_and_deleted(room: Any) -> None:
    room.window.show_screen("orders")
    write_lamp(room)
    click(room, room.window.orders.pane.button("template"))
    dialog = room.dialog(SaveTemplateDialog)
    dialog.title.setText("")
    dialog.save()
    assert "title" in dialog._wrong.text()
    dialog.title.setText("Lamp")
    click(room, dialog.confirm)
    click(room, bar_button(room, "Templates…"))
    listed = room.dialog(TemplatesDialog)
    room.until(lambda: [each.title for each in listed.templates] == ["Lamp"])
    listed._use(listed.templates[0])
    room.settle()
    form = room.dialog(OrderDialog)
    assert (form.fields.name.text(), form.fields.amount.text(), form.fields.buyer_name.text()) == (
        "Hanji lamp", "54.00", "",
    )  # fmt: skip
    form.reject()
    room.window.orders.show_templates()
    listed = room.dialog(TemplatesDialog)
    room.until(lambda: listed.templates)
    listed._delete("Lamp")
    room.until(lambda: not listed.templates)


def test_notes_can_be_changed_when_nothing_else_can(room: Any) -> None:
    number = write_lamp(room)
    room.pay(54, merchant_uid=number)
    room.go("orders", number)
    pane = room.window.orders.pane
    room.until(lambda: pane.shown.badge.text == "Paid")
    assert pane.button("edit") is None
    click(room, pane.button("note"))
    dialog = room.dialog(OrderNoteDialog)
    dialog.note.setPlainText("blue ribbon")
    click(room, dialog.confirm)
    room.until(lambda: order(room, number).note == "blue ribbon")


def test_a_file_with_dirt_is_looked_at_imported_and_undone(room: Any, tmp_path: Path) -> None:
    rows = [
        "주문번호;상품명;결제금액;구매자;이메일",
        "A-1;공책;￦18,900;Kim Minji;m@x.kr",
        "A-2;컵;1.000;Lee Sol;l@x.kr",
        ";;;;",
        "A-3;부채;18,900원;김민지;k@x.kr",
        "A-1;공책;￦1,000;Kim Minji;m@x.kr",
    ]
    path = tmp_path / "11월 주문.csv"
    path.write_bytes("\r\n".join(rows).encode("cp949"))
    room.window.show_screen("orders")
    click(room, bar_button(room, "Import…"))
    dialog = room.dialog(ImportDialog)
    dialog.look_at(str(path))
    room.until(lambda: dialog.plan is not None and not dialog.under_way)
    assert (len(dialog.plan.good), len(dialog.plan.bad)) == (2, 2)
    assert dialog.confirm.text() == "Import 2 orders"
    assert dialog.columns.columns["amount"].currentText() == "결제금액"
    dialog.columns.currency.setEditText("KRW")  # now 1.000 has a currency and is still unclear
    room.until(lambda: not dialog.under_way and "thousands" in dialog._row_said.text())
    dialog.all_or_nothing.setChecked(True)
    assert not dialog.confirm.isEnabled()
    dialog.all_or_nothing.setChecked(False)
    dialog.only_bad.setChecked(True)
    assert dialog.model.rowCount() == 2
    click(room, dialog.confirm)
    room.until(lambda: "2 orders are imported" in dialog.said)
    room.until(lambda: order(room, "A-3") is not None)
    click(room, dialog.undo)
    room.until(lambda: "taken out again" in dialog.said)
    assert order(room, "A-1") is None
    dialog.reject()
    assert room.window.orders.model.rowCount() == 0 or order(room, "A-3") is None


def test_an_earlier_import_is_undone_from_its_list(room: Any, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("order number,item,amount,currency,buyer\nA-1,Cup,20,USD,Jack Son\nA-2,Cup,20,USD,Jack Son\n")
    dialog = ImportDialog(room.window.session, room.window)
    dialog.open()
    dialog.look_at(str(path))
    room.until(lambda: dialog.plan is not None and not dialog.under_way)
    click(room, dialog.confirm)
    room.until(lambda: order(room, "A-2") is not None)
    dialog.reject()
    room.opened.desk.orders.close("A-2")
    room.settle()
    again = ImportDialog(room.window.session, room.window)
    again.open()
    again.look_at(str(path))
    room.until(lambda: "imported before" in again.said)
    click(room, again.earlier)
    listed = room.dialog(ImportsDialog)
    room.until(lambda: len(listed.lines) == 1)
    listed._undo(listed.lines[0].number)
    room.until(lambda: "1 were kept: A-2 (it was closed)" in listed.said)
    assert order(room, "A-1") is None
    listed.reject()
    again.reject()


def test_a_file_that_cannot_be_read_is_one_sentence(room: Any, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\x06\0\0\0")
    dialog = ImportDialog(room.window.session, room.window)
    dialog.open()
    dialog.look_at(str(path))
    room.until(lambda: "picture.png cannot be read" in dialog.said)
    assert dialog.plan is None
    dialog.reject()


def test_reading_and_importing_can_be_stopped(room: Any, tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    lines = [f"L-{n},Cup,20,USD,Jack Son" for n in range(3000)]
    path.write_text("\n".join(["order number,item,amount,currency,buyer", *lines]))
    orders = room.opened.desk.orders
    dialog = ImportDialog(room.window.session, room.window)
    dialog.open()
    moved: list[tuple[int, int]] = []
    orders.progress.connect(lambda done, total: moved.append((done, total)))
    dialog.look_at(str(path))
    room.until(lambda: dialog.plan is not None and not dialog.under_way)
    assert len({total for _, total in moved}) == 2  # first the rows are read, then each is looked at
    orders.progress.connect(orders.stop, Qt.ConnectionType.DirectConnection)
    dialog._import()
    room.until(lambda: "Stopped; nothing was written." in dialog.said)
    with room.opened.shop.database.reader() as reader:
        assert queries.count_orders(reader, queries.Filter()) == 0
    dialog.reject()


def test_a_payment_without_an_order_is_found_and_given_one(room: Any) -> None:
    imp_uid = room.pay(20, merchant_uid="CHAT-7", name="Fan", buyer_name="Mia Weber", buyer_email="mia@example.com")
    room.window.show_screen("payments")
    room.window.payments.bar.choose("no_order")
    room.until(lambda: room.window.payments.current == imp_uid and room.window.payments.detail is not None)
    room.settle()
    click(room, room.window.payments.pane.button("give"))
    dialog = room.dialog(OrderDialog)
    assert (dialog.fields.number.text(), dialog.fields.amount.text()) == ("CHAT-7", "20.00")
    click(room, dialog.confirm)
    room.until(lambda: room.window.shown_screen == "orders" and room.window.orders.current == "CHAT-7")
    assert order(room, "CHAT-7").state == "paid"


def test_a_payment_is_attached_to_an_order_and_taken_off_again(room: Any) -> None:
    number = write_lamp(room)
    other = write_lamp(room, name="Fan", amount="20.00")
    imp_uid = room.pay(60, merchant_uid="CHAT-7", buyer_name="Jack Son")
    room.go("payments", imp_uid)
    click(room, room.window.payments.pane.button("attach"))
    dialog = room.dialog(AttachDialog)
    room.until(lambda: len(dialog.orders) == 2)
    assert not dialog.confirm.isEnabled()
    dialog.search.setText("lamp")
    room.until(lambda: [each.merchant_uid for each in dialog.orders] == [number])
    dialog.search.clear()
    room.until(lambda: {each.merchant_uid for each in dialog.orders} == {number, other})
    dialog.choose(number)
    room.until(dialog.confirm.isEnabled)
    said = [each.accessibleName() for each in dialog.findChildren(QFrame) if "US$54.00" in each.accessibleName()]
    assert said == ["Do not ship · Amount differs Ordered US$54.00 · paid US$60.00."]
    click(room, dialog.confirm)
    room.until(lambda: room.window.payments.pane.button("detach") is not None)
    assert (order(room, number).state, order(room, number).hold) == ("paid", "open")
    shown = next(each for each in room.window.payments.pane.shown.values if each.opens == ("orders", number))
    assert "CHAT-7" in shown.after
    click(room, room.window.payments.pane.button("detach"))
    click(room, room.dialog(NoteDialog).confirm)
    room.until(lambda: room.window.payments.pane.button("attach") is not None)
    assert (order(room, number).state, order(room, number).hold) == ("draft", "")


def test_everything_of_a_buyer_is_one_click_away(room: Any) -> None:
    number = write_lamp(room)
    imp_uid = room.pay(54, merchant_uid=number, buyer_email="JACK@example.com")
    room.go("orders", number)
    (link,) = [each for each in room.window.orders.pane.findChildren(QPushButton) if each.text() == "Jack Son"]
    click(room, link)
    dialog = room.dialog(CustomerDialog)
    room.until(lambda: dialog.shown is not None)
    assert ([each.merchant_uid for each in dialog.shown.orders], len(dialog.shown.payments)) == ([number], 1)
    (payment,) = [each for each in dialog.findChildren(QPushButton) if each.text() == imp_uid]
    click(room, payment)
    room.until(lambda: room.window.shown_screen == "payments" and room.window.payments.current == imp_uid)


def test_another_attempt_is_shown_when_it_is_written(room: Any) -> None:
    number = write_lamp(room)
    room.opened.desk.orders.close(number)
    room.until(lambda: room.window.orders.pane.button("attempt") is not None)
    click(room, room.window.orders.pane.button("attempt"))
    room.until(lambda: room.window.orders.current == f"{number}-2")
    room.until(lambda: any(each.text == number for each in room.window.orders.pane.shown.values))


def test_an_edit_of_what_the_buyer_has_says_what_is_to_be_done_again(room: Any) -> None:
    number = write_lamp(room)
    room.opened.desk._do(lambda: ordering.mark_issued(room.opened.shop, number, "Minji"))
    room.until(lambda: room.window.orders.pane.shown.badge.text == "Awaiting payment")
    click(room, room.window.orders.pane.button("edit"))
    dialog = room.dialog(OrderDialog)
    assert "registered at i'mport again" in dialog.said
    fill(dialog, amount="61")
    click(room, dialog.confirm)
    room.until(lambda: [each for each in room.window.findChildren(MessageDialog) if each.isVisible()])
    assert order(room, number).amount == 6100
    room.dialog(MessageDialog).reject()


def test_a_new_order_begins_with_what_the_settings_say(room: Any) -> None:
    settings = room.window.session.settings
    settings.choose(orders=OrderDefaults(currency="EUR", country="DE", kind="digital"))
    room.until(lambda: settings.preferences.orders.currency == "EUR")
    room.window.orders.new_order()
    fields = room.dialog(OrderDialog).fields
    assert (fields.currency.currentText(), fields.kind.currentData()) == ("EUR", "digital")
    assert fields.country.currentText() == "Germany"
    room.dialog(OrderDialog).reject()
