"""Rewrite what is a function of facts: states, sums and problems of payments and orders.

Always inside the transaction that changed a fact, so that a list never shows half of a change.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from paymentdesk.domain.order import order_state, payment_problems
from paymentdesk.domain.payment import Payment, Problem, payment_state
from paymentdesk.domain.ticket import Allowance, Outcome, Ticket, allowance, holds_money
from paymentdesk.services import verifying
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger
from paymentdesk.store.ledger.cancellations import Entry
from paymentdesk.store.ledger.payments import Cached, Known


def refresh(shop: Shop, imp_uids: Sequence[str]) -> None:
    """Recompute the cached columns of these payments and of their orders."""
    if not imp_uids:
        return
    database = shop.database
    known = ledger.payments.known(database, imp_uids)
    tickets = ledger.tickets.of_payments(database, list(known))
    entries = ledger.cancellations.of_payments(database, list(tickets))
    numbers = {uid: one.payment.merchant_uid for uid, one in known.items()} | ledger.attaching.attached(
        database, list(known)
    )
    orders = ledger.orders.known(database, sorted(set(numbers.values())))
    settled = ledger.tickets.ever_settled(database) if tickets else True
    stops = ledger.marks.of(database, ledger.marks.STOP, list(known))
    rows: list[tuple[str, Cached]] = []
    for imp_uid, one in known.items():
        mine = tickets.get(imp_uid, ())
        allowed = _allowance(one, mine, entries.get(imp_uid, ()), settled, imp_uid in stops)
        problems = set(payment_problems(one.payment, orders.get(numbers[imp_uid])))
        problems |= _odd_problems(one)
        if stops.get(imp_uid) == Problem.CHARGEBACK_NOTICE.value:
            problems.add(Problem.CHARGEBACK_NOTICE)
        rows.append((imp_uid, _cached(one.payment, mine, allowed, problems)))
    ledger.payments.write_cached(database, rows)
    if orders:
        refresh_orders(shop, list(orders))


def first(payment: Payment, excluded: int) -> Cached:
    """The cached columns of a payment nobody knew: nothing was ever asked for, so what is not `excluded` may be
    requested. Where there is more to it, `refresh` follows."""
    claimed = payment.cancelled or 0
    return Cached(
        state=payment_state(payment.status, payment.amount, claimed).value,
        waiting=False,
        reserved=0,
        possible=0,
        requestable=holds_money(payment.status, claimed) and payment.amount > excluded,
        problems=words(payment_problems(payment, None)),
    )


def refresh_refused(shop: Shop, had_settled: bool) -> None:
    """The first ticket that was ever settled, or that was carried out although refused, changes how refused requests
    count, on every payment (money.md R1)."""
    if ledger.tickets.ever_settled(shop.database) != had_settled:
        refresh(shop, ledger.tickets.payments_with_refused(shop.database))


def refresh_orders(shop: Shop, merchant_uids: Sequence[str]) -> None:
    """Recompute state and problems of orders; a payment of an order paid twice shows it as well."""
    orders = ledger.orders.known(shop.database, list(merchant_uids))
    attempts_of = ledger.payments.of_orders(shop.database, list(orders))
    marks_of = ledger.findings.of_orders(shop.database, list(orders))
    for merchant_uid, order in orders.items():
        attempts = attempts_of.get(merchant_uid, [])
        payments = [one.payment for one in attempts]
        state, problems = order_state(order, payments)
        acts = (order.written_at, order.issued_at, order.closed_at, order.touched_at)
        changed = max([*acts, *(p.changed_at for p in payments)])
        ledger.orders.change(
            shop.database,
            merchant_uid,
            state=state.value,
            problems=words(problems),
            hold=verifying.hold(shop, order, payments, state, marks_of.get(merchant_uid, ())).value,
            changed_at=changed,
        )
        if len(attempts) > 1:
            _mark_twice(shop, attempts, Problem.PAID_TWICE in problems)


def current_allowance(shop: Shop, known: Known) -> Allowance:
    """What may be requested on a payment now, by the ledger."""
    imp_uid = known.payment.imp_uid
    tickets = ledger.tickets.of_payment(shop.database, imp_uid)
    entries = ledger.cancellations.of_payment(shop.database, imp_uid)
    stopped = ledger.marks.get(shop.database, imp_uid, ledger.marks.STOP) is not None
    return _allowance(known, tickets, entries, ledger.tickets.ever_settled(shop.database), stopped)


def words(problems: Collection[Problem]) -> str:
    """` a b ` with a space around each, so that one can be found with LIKE; "" when there are none."""
    if not problems:
        return ""
    return f" {' '.join(sorted(problem.value for problem in problems))} "


def _allowance(
    known: Known, tickets: Sequence[Ticket], entries: Sequence[Entry], ever_settled: bool, stopped: bool
) -> Allowance:
    open_questions = [row for row in entries if row.question]
    unexplained = any(row.ticket is None and not row.question for row in entries)
    return allowance(
        status=known.payment.status,
        paid=known.payment.amount,
        claimed=known.payment.cancelled or 0,
        excluded=known.excluded,
        tickets=tickets,
        braked=bool(known.odd),
        question=bool(open_questions) or unexplained,
        questioned=sum(row.cancellation.amount for row in open_questions),
        ever_settled=ever_settled,
        stopped=stopped,
    )


def _odd_problems(known: Known) -> set[Problem]:
    if not known.odd:
        return set()
    if "contradicts" in known.odd:
        return {Problem.RECORD_CONTRADICTS}
    return {Problem.ODD_NEWS} if known.odd_confirmed else set()


def _cached(payment: Payment, tickets: Sequence[Ticket], allowed: Allowance, problems: Collection[Problem]) -> Cached:
    waiting = any(ticket.open and any(a.outcome is not Outcome.NOT_SENT for a in ticket.attempts) for ticket in tickets)
    return Cached(
        state=payment_state(payment.status, payment.amount, payment.cancelled or 0).value,
        waiting=waiting,
        reserved=sum(ticket.amount for ticket in tickets if ticket.open),
        possible=allowed.possible,
        requestable=allowed.requestable,
        problems=words(problems),
    )


def _mark_twice(shop: Shop, attempts: Sequence[Known], twice: bool) -> None:
    rows = ledger.payments.problems(shop.database, [one.payment.imp_uid for one in attempts])
    changed: list[tuple[str, str]] = []
    for one in attempts:
        had = {Problem(word) for word in rows[one.payment.imp_uid].split()}
        holds = twice and not one.payment.test and (one.payment.cancelled or 0) < one.payment.amount
        paid = one.payment.status.value == "paid" or bool(one.payment.cancelled)
        now = had | {Problem.PAID_TWICE} if holds and paid else had - {Problem.PAID_TWICE}
        if now != had:
            changed.append((one.payment.imp_uid, words(now)))
    ledger.payments.write_problems(shop.database, changed)
