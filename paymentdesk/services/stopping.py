"""Money that leaves another way stops the queue (money.md R13).

While earlier requests may still be carried out, a cancellation nobody here asked for, or the bank's letter, means
that the buyer may be paid twice. The payment then goes to the top of Today with a letter that asks Paymentwall to
stop them, and no request is sent on it until a person says that it is handled or nothing of ours can still move.
"""

from __future__ import annotations

from paymentdesk.domain.payment import Problem
from paymentdesk.domain.ticket import Cause, possible_executions
from paymentdesk.services.shop import Shop
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact

NOTICE = Problem.CHARGEBACK_NOTICE.value
OTHER_WAY = "refunded_otherwise"


def left_another_way(shop: Shop, imp_uid: str, why: str, *, by: str = "", note: str = "") -> None:
    """Stop a payment's requests because of a cancellation of this cause, or of the bank's letter (`NOTICE`).

    Belongs inside the transaction that learnt of it. A cancellation from before this desk stops nothing, nor does
    one while none of our requests can still be carried out; the letter always does.
    """
    if why == Cause.BEFORE_THIS_DESK.value:
        return
    numbers = may_still_move(shop, imp_uid)
    had = ledger.marks.get(shop.database, imp_uid, ledger.marks.STOP)
    if why != NOTICE and (not numbers or (had is not None and had.why == NOTICE)):
        return
    now = shop.now()
    ledger.marks.put(shop.database, imp_uid, ledger.marks.STOP, now, why=why, note=note, by=by)
    kind = "chargeback_noticed" if why == NOTICE else "stop_queue"
    data: dict[str, object] = {"cause": why, "note": note, "tickets": numbers}
    audit.append(shop.database.db, [Fact(now, kind, imp_uid=imp_uid, by=by, data=data)])


def release(shop: Shop, imp_uid: str) -> None:
    """Let go where nothing of ours can move any more; a letter stands until nothing is left on the payment."""
    mark = ledger.marks.get(shop.database, imp_uid, ledger.marks.STOP)
    if mark is None or may_still_move(shop, imp_uid):
        return
    if mark.why == NOTICE:
        payment = ledger.payments.known(shop.database, [imp_uid])[imp_uid].payment
        if (payment.cancelled or 0) < payment.amount:
            return
    ledger.marks.drop(shop.database, imp_uid, ledger.marks.STOP)
    audit.append(shop.database.db, [Fact(shop.now(), "stop_over", imp_uid=imp_uid)])


def may_still_move(shop: Shop, imp_uid: str) -> list[int]:
    """Tickets of which Paymentwall may still carry something out, overtaken ones included: i'mport has nothing left
    then, but Paymentwall may not know."""
    tickets = ledger.tickets.of_payment(shop.database, imp_uid)
    if not tickets:
        return []
    refused_count = not ledger.tickets.ever_settled(shop.database)
    attempts = possible_executions(tickets, refused_count=refused_count)
    return sorted({attempt.ticket for attempt in attempts})
