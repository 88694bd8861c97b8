"""Orders: written, edited while nobody paid, tried again, closed. Their state is computed from these facts and their
payments; nothing here sends anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from paymentdesk.domain.money import parse_amount
from paymentdesk.domain.order import Order, parse_tags, was_paid
from paymentdesk.domain.order_draft import Draft, Parse, read_draft
from paymentdesk.domain.order_number import first_attempt, next_attempt
from paymentdesk.domain.payment import Payment
from paymentdesk.domain.preflight import Finding, Weight, check
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.services import cached
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact

# What a fact names of an edit; what was typed of a buyer stays out of the chain (product.md rule 9).
_EDITABLE = (
    "name amount currency buyer_name buyer_email phone address postcode country kind note tags".split()  # in this order
)


class Redo(StrEnum):
    """What an edit leaves out of date: what the buyer or i'mport was told before it."""

    PREPARE = "prepare"  # the amount registered at i'mport (domain.md 6.3)
    LINK = "link"  # payment links that name the old amount (domain.md 6.4)


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited order: which fields changed, and what has to be done again because of it."""

    merchant_uid: str
    fields: tuple[str, ...]
    redo: tuple[Redo, ...] = ()


def write_order(shop: Shop, order: Order, by: str, *, imp_uid: str = "", copy_of: str = "") -> None:
    """Write down an order as it is given. Raises `Trouble(ORDER_EXISTS)` when its number is taken.

    `imp_uid` names the payment it is written for, `copy_of` the order it was copied from.
    """
    with shop.database.atomic():
        if ledger.orders.known(shop.database, [order.merchant_uid]):
            raise _trouble(Kind.ORDER_EXISTS, order.merchant_uid)
        ledger.orders.insert(shop.database, order)
        data: dict[str, object] = {"amount": order.amount, "currency": order.currency}
        data |= {"copy_of": copy_of} if copy_of else {}
        data |= {"attempt_of": order.attempt_of} if order.attempt_of else {}
        _fact(shop, "order_written", order.merchant_uid, by, data, imp_uid=imp_uid)
        if order.issued_at:
            _fact(shop, "order_issued", order.merchant_uid, by, {})
        _refresh(shop, order.merchant_uid)


def create(shop: Shop, order: Order, by: str, *, copy_of: str = "") -> str:
    """Write a new order after pre-flight; answers its number. What only blocks or warns is kept as a draft.

    Raises `Trouble(ORDER_WRONG)` with the first finding that forbids it as `why`.
    """
    with shop.database.atomic():
        use = ledger.orders.taken(shop.database, [order.merchant_uid]).get(order.merchant_uid, "")
        _refuse_wrong(check(order, use))
        write_order(shop, order, by, copy_of=copy_of)
    return order.merchant_uid


def looked_at(
    shop: Shop, draft: Draft, parse: Parse = parse_amount, *, written: bool = False
) -> tuple[Order | None, list[Finding]]:
    """The order that was typed, or None where it cannot be written so, and everything that is to be said of it.

    `written`: its number is its own already.
    """
    number = draft.number.strip()
    use = "" if written else ledger.orders.taken(shop.database, [number]).get(number, "")
    return read_draft(draft, parse, now=shop.now(), number_use=use)


def edit(shop: Shop, order: Order, by: str) -> Edited:
    """Change the order of this number to what is given; its number and its times stay.

    Raises `Trouble`: UNKNOWN_ORDER, ORDER_PAID (a payment of it was paid), ORDER_CLOSED, ORDER_WRONG.
    """
    with shop.database.atomic():
        before = known_order(shop, order.merchant_uid)
        if is_paid(shop, order.merchant_uid):
            raise _trouble(Kind.ORDER_PAID, order.merchant_uid)
        if before.closed_at:
            raise _trouble(Kind.ORDER_CLOSED, order.merchant_uid)
        after = replace(before, **{name: getattr(order, name) for name in _EDITABLE}, touched_at=shop.now())
        _refuse_wrong([finding for finding in check(after) if finding.place != "number"])
        changed = tuple(name for name in _EDITABLE if getattr(before, name) != getattr(after, name))
        redo = to_redo(before, after)
        if changed:
            ledger.orders.replace(shop.database, after)
            _fact(shop, "order_edited", order.merchant_uid, by, _edit_data(before, after, changed, redo))
            _refresh(shop, order.merchant_uid)
    return Edited(order.merchant_uid, changed, redo)


def to_redo(before: Order, after: Order) -> tuple[Redo, ...]:
    """What was told to i'mport or the buyer and is not true any more: whoever prepares and links orders redoes it."""
    same = (before.amount, before.currency) == (after.amount, after.currency)
    return () if same or not before.issued_at else (Redo.PREPARE, Redo.LINK)


def note(shop: Shop, merchant_uid: str, text: str, tags: str | None, by: str) -> Edited:
    """Change an order's note, and its tags unless None; that can always be done."""
    with shop.database.atomic():
        before = known_order(shop, merchant_uid)
        tagged = before.tags if tags is None else parse_tags(tags)
        after = replace(before, note=text.strip(), tags=tagged, touched_at=shop.now())
        changed = tuple(name for name in ("note", "tags") if getattr(before, name) != getattr(after, name))
        if changed:
            ledger.orders.replace(shop.database, after)
            _fact(shop, "order_edited", merchant_uid, by, {"fields": list(changed)})
            _refresh(shop, merchant_uid)
    return Edited(merchant_uid, changed)


def duplicate(shop: Shop, merchant_uid: str, number: str) -> Order:
    """A copy of an order under another number, as it would be written now; nothing is written yet."""
    return replace(
        known_order(shop, merchant_uid),
        merchant_uid=number,
        written_at=shop.now(),
        issued_at=0,
        closed_at=0,
        delivery="",
        attempt_of="",
        import_id=None,
        touched_at=0,
    )


def new_attempt(shop: Shop, merchant_uid: str, by: str) -> str:
    """Write the order again under a number of its own with a suffix: i'mport takes each number once (domain.md 6.2).

    An unpaid order is closed with it, so that a late payment of it shows. Raises `Trouble(ORDER_PAID)` while a payment
    of the order holds money, UNKNOWN_ORDER.
    """
    with shop.database.atomic():
        before = known_order(shop, merchant_uid)
        attempts = ledger.payments.of_orders(shop.database, [merchant_uid]).get(merchant_uid, [])
        payments = [each.payment for each in attempts]
        if any(was_paid(payment) and (payment.cancelled or 0) < payment.amount for payment in payments):
            raise _trouble(Kind.ORDER_PAID, merchant_uid)
        first = before.attempt_of or _first(shop, merchant_uid)
        number = next_attempt(first, lambda each: bool(ledger.orders.taken(shop.database, [each])))
        if not before.closed_at and not any(was_paid(payment) for payment in payments):
            close_order(shop, merchant_uid, by)
        write_order(shop, replace(duplicate(shop, merchant_uid, number), attempt_of=first), by)
    return number


def give_order(shop: Shop, imp_uid: str, order: Order, by: str) -> str:
    """Write an order for a payment that has none, under the payment's own number; answers that number.

    Raises `Trouble`: UNKNOWN_PAYMENT, HAS_ORDER, ORDER_WRONG.
    """
    with shop.database.atomic():
        payment = payment_without_order(shop, imp_uid)
        number = payment.merchant_uid
        written = replace(order, merchant_uid=number, issued_at=order.issued_at or payment.started_at)
        # The number is i'mport's by now: nothing can be said against it any more, unless there is none.
        _refuse_wrong([f for f in check(written) if f.place != "number" or not number])
        write_order(shop, written, by, imp_uid=imp_uid)
    return number


def order_from_payment(shop: Shop, imp_uid: str) -> Order:
    """What an order for a payment would say by the payment alone; nothing is written.

    Raises `Trouble(UNKNOWN_PAYMENT)`.
    """
    payment = known_payment(shop, imp_uid)
    return Order(
        merchant_uid=payment.merchant_uid,
        name=payment.name,
        amount=payment.amount,
        currency=payment.currency,
        written_at=shop.now(),
        buyer_name=payment.buyer_name,
        buyer_email=payment.buyer_email,
        country=payment.country or "",
    )


def mark_issued(shop: Shop, merchant_uid: str, by: str) -> None:
    """The buyer was given a way to pay; the first time counts. Raises `Trouble(UNKNOWN_ORDER)`."""
    with shop.database.atomic():
        if known_order(shop, merchant_uid).issued_at:
            return
        ledger.orders.change(shop.database, merchant_uid, issued_at=shop.now())
        _fact(shop, "order_issued", merchant_uid, by, {})
        _refresh(shop, merchant_uid)


def close_order(shop: Shop, merchant_uid: str, by: str) -> None:
    """Close an order that nobody paid. A payment that arrives later is "paid late". Closing again changes nothing.

    Raises `Trouble`: UNKNOWN_ORDER, ORDER_PAID.
    """
    with shop.database.atomic():
        if known_order(shop, merchant_uid).closed_at:
            return
        if is_paid(shop, merchant_uid):
            raise _trouble(Kind.ORDER_PAID, merchant_uid)
        ledger.orders.change(shop.database, merchant_uid, closed_at=shop.now())
        _fact(shop, "order_closed", merchant_uid, by, {})
        _refresh(shop, merchant_uid)


def reopen_order(shop: Shop, merchant_uid: str, by: str) -> None:
    """Open a closed order again. Raises `Trouble`: UNKNOWN_ORDER, ORDER_NOT_CLOSED."""
    with shop.database.atomic():
        if not known_order(shop, merchant_uid).closed_at:
            raise _trouble(Kind.ORDER_NOT_CLOSED, merchant_uid)
        ledger.orders.change(shop.database, merchant_uid, closed_at=0, touched_at=shop.now())
        _fact(shop, "order_reopened", merchant_uid, by, {})
        _refresh(shop, merchant_uid)


def known_order(shop: Shop, merchant_uid: str) -> Order:
    """An order by its number. Raises `Trouble(UNKNOWN_ORDER)`."""
    order = ledger.orders.known(shop.database, [merchant_uid]).get(merchant_uid)
    if order is None:
        raise _trouble(Kind.UNKNOWN_ORDER, merchant_uid)
    return order


def known_payment(shop: Shop, imp_uid: str) -> Payment:
    """A payment by its number at i'mport. Raises `Trouble(UNKNOWN_PAYMENT)`."""
    known = ledger.payments.known(shop.database, [imp_uid]).get(imp_uid)
    if known is None:
        raise Trouble(Kind.UNKNOWN_PAYMENT, {"imp_uid": imp_uid}, money=MoneyWord.NOTHING_CHANGED)
    return known.payment


def payment_without_order(shop: Shop, imp_uid: str) -> Payment:
    """A payment that pays no order here. Raises `Trouble`: UNKNOWN_PAYMENT, HAS_ORDER."""
    payment = known_payment(shop, imp_uid)
    number = ledger.attaching.attached(shop.database, [imp_uid]).get(imp_uid, payment.merchant_uid)
    if number and ledger.orders.known(shop.database, [number]):
        raise Trouble(Kind.HAS_ORDER, {"imp_uid": imp_uid, "value": number}, money=MoneyWord.NOTHING_CHANGED)
    return payment


def is_paid(shop: Shop, merchant_uid: str) -> bool:
    """Whether money ever came in for an order, a test payment's too."""
    attempts = ledger.payments.of_orders(shop.database, [merchant_uid]).get(merchant_uid, [])
    return any(was_paid(each.payment) for each in attempts)


def _refuse_wrong(findings: Sequence[Finding]) -> None:
    wrong = next((finding for finding in findings if finding.weight is Weight.WRONG), None)
    if wrong is not None:
        raise Trouble(Kind.ORDER_WRONG, {"why": wrong}, money=MoneyWord.NOTHING_CHANGED)


def _edit_data(before: Order, after: Order, changed: Sequence[str], redo: Sequence[Redo]) -> dict[str, object]:
    data: dict[str, object] = {"fields": list(changed)}
    if "amount" in changed or "currency" in changed:
        data["was"] = {"amount": before.amount, "currency": before.currency}
        data |= {"amount": after.amount, "currency": after.currency}
    return data | ({"redo": [each.value for each in redo]} if redo else {})


def _first(shop: Shop, number: str) -> str:
    """The order that a number with a suffix is an attempt at, where there is one; else itself."""
    return first_attempt(number, ledger.orders.known(shop.database, [number.rpartition("-")[0]]))


def _trouble(kind: Kind, merchant_uid: str) -> Trouble:
    return Trouble(kind, {"value": merchant_uid}, money=MoneyWord.NOTHING_CHANGED)


def _refresh(shop: Shop, merchant_uid: str) -> None:
    """A payment may have come before its order was written down here."""
    attempts = ledger.payments.of_orders(shop.database, [merchant_uid]).get(merchant_uid, [])
    if attempts:
        cached.refresh(shop, [one.payment.imp_uid for one in attempts])
    else:
        cached.refresh_orders(shop, [merchant_uid])


def _fact(shop: Shop, kind: str, merchant_uid: str, by: str, data: dict[str, object], *, imp_uid: str = "") -> None:
    fact = Fact(shop.now(), kind, imp_uid=imp_uid, merchant_uid=merchant_uid, by=by, data=data)
    audit.append(shop.database.db, [fact])
