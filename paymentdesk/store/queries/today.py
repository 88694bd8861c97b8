"""What the first screen is made of: four figures, and the raw material of "needs you"."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from paymentdesk.domain.comparison import NEEDS_SECOND_LOOK
from paymentdesk.domain.payment import Problem
from paymentdesk.domain.verification import VERIFIED
from paymentdesk.store.attached import ORDER_OF
from paymentdesk.store.queries.deliveries import undelivered
from paymentdesk.store.queries.expectations import late_tickets
from paymentdesk.store.queries.findings import finding_needs
from paymentdesk.store.queries.lines import NeedRow, Sum
from paymentdesk.store.queries.payments import payment_counts
from paymentdesk.store.queries.refunds import paid_back_twice

_SINCE = "CASE t.sent_at WHEN 0 THEN t.requested_at ELSE t.sent_at END"
_OPEN = "t.state IN ('draft', 'needs_approval', 'sending', 'waiting', 'unconfirmed')"  # as its index says

_EXCUSED = "EXISTS (SELECT 1 FROM mark m WHERE m.imp_uid = p.imp_uid AND m.kind = 'excused')"


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums are per currency, test payments left out. `waiting` and `unconfirmed` are separate sums
    (money.md R24).
    `test_uncancelled` counts test payments that still hold real money and are not excused; `oldest_open_at` is 0 when
    none is open."""

    paid_today: list[Sum]
    waiting_tickets: int
    waiting_sums: list[Sum]
    unconfirmed_sums: list[Sum]
    cancelled_month: list[Sum]
    payments_total: int
    test_uncancelled: int
    open_tickets: int
    oldest_open_at: int


def today_figures(c: sqlite3.Connection, day_start: int, month_start: int, now: int) -> Figures:
    """The figures of the day and month that began at these UNIX seconds, up to `now`."""
    waiting = _ticket_sums(c, "waiting")
    open_tickets, oldest = c.execute(
        f"SELECT count(*), coalesce(min({_SINCE}), 0) FROM ticket t WHERE {_OPEN}"
    ).fetchone()
    return Figures(
        paid_today=_sums(
            c,
            "SELECT currency, count(*), sum(amount) FROM payment"
            " WHERE paid_at > 0 AND paid_at BETWEEN ? AND ? AND NOT test"
            " AND (state IN ('paid', 'partly_cancelled') OR cancelled > 0)",
            day_start,
            max(now, day_start),
        ),
        waiting_tickets=sum(each.n for each in waiting),
        waiting_sums=waiting,
        unconfirmed_sums=_ticket_sums(c, "unconfirmed"),
        cancelled_month=_sums(
            c,
            "SELECT p.currency, count(*), sum(x.amount) FROM cancellation x JOIN payment p USING (imp_uid)"
            " WHERE x.cancelled_at BETWEEN ? AND ? AND NOT p.test",
            month_start,
            max(now, month_start),
        ),
        payments_total=payment_counts(c)["all"],
        test_uncancelled=c.execute(
            # Named: without statistics SQLite takes the index of the states, and reads every paid payment.
            "SELECT count(*) FROM payment p INDEXED BY payment_test_uncancelled"
            f" WHERE test AND state IN ('paid', 'partly_cancelled') AND NOT {_EXCUSED}"
        ).fetchone()[0],
        open_tickets=open_tickets,
        oldest_open_at=oldest,
    )


def seen_since(c: sqlite3.Connection, since: int) -> int:
    """Payments i'mport has shown at or after `since` (UNIX seconds): with a full check's beginning, what it met."""
    return int(c.execute("SELECT count(*) FROM payment WHERE seen_at >= ?", (since,)).fetchone()[0])


def needs_rows(c: sqlite3.Connection, now: int, overdue_seconds: int) -> list[NeedRow]:
    """Everything that may need a person, in no order: see the kinds in the functions below."""
    held = list(_count_brake(c))
    return [
        *_open_tickets(c, late_tickets(c, now, overdue_seconds)),
        *held,
        *(row for row in _closed_tickets(c) if not (held and row.kind == "outside_cancellation")),
        *_questions(c),
        *_problems(c),
        *_odd_news(c),
        *finding_needs(c),
        *_stopped(c),
        *paid_back_twice(c),
        *_left_over(c),
        *_blind(c),
        *undelivered(c, now),
    ]


def meta(c: sqlite3.Connection, key: str) -> str | None:
    """A small fact about the ledger, or None."""
    row = c.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def _sums(c: sqlite3.Connection, select: str, *values: Any) -> list[Sum]:
    return [Sum(*row) for row in c.execute(f"{select} GROUP BY 1 ORDER BY 2 DESC, 1", values)]


def _ticket_sums(c: sqlite3.Connection, state: str) -> list[Sum]:
    # Tickets on test payments stay out of every sum (money.md R20).
    return _sums(
        c,
        "SELECT t.currency, count(*), sum(t.amount) FROM ticket t LEFT JOIN payment p USING (imp_uid)"
        " WHERE t.state = ? AND NOT coalesce(p.test, 0)",
        state,
    )


def _open_tickets(c: sqlite3.Connection, late: Mapping[int, bool]) -> Iterator[NeedRow]:
    """`unconfirmed`, `overdue` (or `probably_not_handled`, past what 19 of 20 similar tickets took), and `not_sent`: a
    draft that was tried. `late` is of `late_tickets`."""
    rows = c.execute(
        f"""SELECT t.id, t.imp_uid, t.merchant_uid, t.amount, t.currency, t.state, {_SINCE} AS since,
          t.reason,
          (SELECT max(sent_at) FROM attempt a WHERE a.ticket = t.id) AS tried_at, coalesce(p.test, 0) AS
          test,
          coalesce(p.method, '') AS method, p.country
        FROM ticket t LEFT JOIN payment p USING (imp_uid) WHERE {_OPEN}"""
    )
    for row in rows:
        kind = None
        if row["state"] == "unconfirmed":
            kind = "unconfirmed"
        elif row["id"] in late:
            kind = "probably_not_handled" if late[row["id"]] else "overdue"
        elif row["state"] == "draft" and row["tried_at"] is not None:
            kind = "not_sent"
        if kind:
            data = {
                "method": row["method"],
                "country": row["country"],
                "test": bool(row["test"]),
                "reason": row["reason"],
                "last_sent_at": row["tried_at"] or 0,
            }
            yield _need(row, kind, row["tried_at"] if kind == "not_sent" else row["since"], row["id"], data)


def _closed_tickets(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """`late_truth`: closed by a person or refused, then carried out. `more_than_asked`. `probably_ours`: nothing is
    left, and by its amount only it was this ticket or somebody else's cancellation (money.md section 2, case 9).
    `outside_cancellation`: nobody at this desk asked, and nobody has said yet who did."""
    rows = c.execute(
        """SELECT id, imp_uid, merchant_uid, amount, carried_out, currency, closed_at, closed_because,
          origin, cause,
          declared_by, reason, link, (SELECT p.state FROM payment p WHERE p.imp_uid = ticket.imp_uid) AS payment_state
        FROM ticket WHERE state = 'cancelled' AND reviewed = '' AND (closed_because LIKE 'late\\_truth:%'
        ESCAPE '\\'
          OR carried_out > amount OR (link = 'amount' AND origin = 'desk')
          OR (cause IS NOT NULL AND cause <> 'before_this_desk' AND declared_by = ''))"""
    )
    for row in rows:
        because, _, detail = row["closed_because"].partition(":")
        data = {"carried_out": row["carried_out"], "cause": row["cause"], "reason": row["reason"]}
        if because == "late_truth":
            was = {"was": detail, "declared_by": row["declared_by"]}
            yield _need(row, "late_truth", row["closed_at"], row["id"], data | was)
        if row["carried_out"] > row["amount"]:
            yield _need(row, "more_than_asked", row["closed_at"], row["id"], data)
        # While something is left, the next request's dialog names a "probably"; of a full one nothing else would.
        if row["link"] == "amount" and row["origin"] == "desk" and row["payment_state"] == "cancelled":
            yield _need(row, "probably_ours", row["closed_at"], row["id"], data)
        if row["cause"] and row["cause"] != "before_this_desk" and not row["declared_by"]:
            second = {"second_of": int(detail) if because == "second_of" else None}
            yield _need(row, "outside_cancellation", row["closed_at"], row["id"], data | second)


def _questions(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """`question`: which ticket was this cancellation?"""
    rows = c.execute(
        """SELECT x.imp_uid, p.merchant_uid, x.amount, p.currency, x.cancelled_at, x.seen_at, x.entry,
          x.question,
          x.question_tickets, x.reason
        FROM cancellation x JOIN payment p USING (imp_uid) WHERE x.question <> ''"""
    )
    for row in rows:
        tickets = [int(number) for number in row["question_tickets"].split(",") if number]
        data = {
            "entry": row["entry"],
            "question": row["question"],
            "tickets": tickets,
            "reason": row["reason"],
        }
        yield _need(row, "question", row["cancelled_at"] or row["seen_at"], None, data)


_BY_PAYMENT = frozenset(Problem) - {Problem.ODD_NEWS, Problem.PAID_TWICE, Problem.CHARGEBACK_NOTICE}
_BY_TEST = frozenset({Problem.TEST_PAYMENT, Problem.PAID_BY_TEST})
_WITH_MONEY = frozenset(
    {
        Problem.AMOUNT_DIFFERS,
        Problem.CURRENCY_DIFFERS,
        Problem.PAID_LATE,
        Problem.PAID_BY_TEST,
        Problem.TEST_PAYMENT,
    }
)


def _problems(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """One row for each problem of a payment, as long as it holds money where the problem is about that. What speaks
    against an order is asked by its findings instead (`finding_needs`): those stay until somebody decides."""
    rows = c.execute(
        f"""SELECT p.imp_uid, p.merchant_uid, p.amount, p.currency, p.state, p.waiting, p.problems,
          p.cancelled,
          p.paid_at, p.changed_at, p.odd_since, o.amount AS order_amount, o.currency AS order_currency,
          p.test AND EXISTS (SELECT 1 FROM mark m WHERE m.imp_uid = p.imp_uid AND m.kind = 'excused') AS excused
        FROM payment p LEFT JOIN orders o ON o.merchant_uid = {ORDER_OF} WHERE p.problems <> ''"""
    )
    for row in rows:
        holds = row["state"] in ("paid", "partly_cancelled")
        data = {
            "state": row["state"],
            "waiting": bool(row["waiting"]),
            "cancelled": row["cancelled"],
            "order_amount": row["order_amount"],
            "order_currency": row["order_currency"],
        }
        for word in row["problems"].split():
            if (row["excused"] and word in _BY_TEST) or (word in VERIFIED and row["order_amount"] is not None):
                continue
            if word in _BY_PAYMENT and (holds or word not in _WITH_MONEY):
                contradicts = word == Problem.RECORD_CONTRADICTS
                since = row["odd_since"] if contradicts else 0
                yield _need(row, word, since or row["paid_at"] or row["changed_at"], None, data)


def _odd_news(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """`odd_news`, once a second look agreed where one is needed (money.md R17)."""
    rows = c.execute(
        """SELECT imp_uid, merchant_uid, amount, currency, odd, odd_since, odd_confirmed, problems
        FROM payment WHERE odd <> ''"""
    )
    for row in rows:
        odd = row["odd"].split()
        if "contradicts" in odd:
            continue  # the record's own contradiction is its line, whatever else is odd about it
        if row["odd_confirmed"] or any(word not in NEEDS_SECOND_LOOK for word in odd):
            yield _need(row, "odd_news", row["odd_since"], None, {"odd": odd})


def _stopped(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """`stop_queue`: money left another way while requests may still be carried out; `ticket` is the first of them,
    what the letter is about. `chargeback_notice`: a letter of the bank, and nothing of ours can move (R13)."""
    rows = c.execute(
        """SELECT m.imp_uid, m.at, m.why, m.note, p.merchant_uid, p.amount, p.cancelled, p.currency,
          (SELECT json_group_array(DISTINCT a.ticket) FROM attempt a JOIN ticket t ON t.id = a.ticket
             WHERE t.imp_uid = m.imp_uid AND a.outcome <> 'not_sent' AND a.answered_by IS NULL) AS tickets
        FROM mark m JOIN payment p USING (imp_uid) WHERE m.kind = 'stop'"""
    )
    for row in rows:
        tickets = sorted(json.loads(row["tickets"]))
        kind = "stop_queue" if tickets else "chargeback_notice"
        data = {"why": row["why"], "note": row["note"], "tickets": tickets, "cancelled": row["cancelled"]}
        yield _need(row, kind, row["at"], tickets[0] if tickets else None, data)


def _count_brake(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """`too_many_cancellations`: one line instead of one for each, until somebody has looked."""
    stored = meta(c, "count_brake")
    if stored is not None:
        data = json.loads(stored)
        yield NeedRow("too_many_cancellations", "", "", None, 0, "", data["at"], data)


def _left_over(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """`batch_left`: cancellations confirmed together of which some were never tried, because the desk was closed."""
    rows = c.execute(
        """SELECT b.id, b.started_at, i.currency, count(*) AS n, sum(i.amount) AS amount
        FROM batch b JOIN batch_item i ON i.batch = b.id WHERE b.ended_at = 0 AND i.result = ''
        GROUP BY b.id, i.currency ORDER BY b.id"""
    ).fetchall()
    for number in dict.fromkeys(row["id"] for row in rows):
        mine = [row for row in rows if row["id"] == number]
        sums = [(row["currency"], row["amount"]) for row in mine]
        data = {"batch": number, "count": sum(row["n"] for row in mine), "sums": sums}
        yield NeedRow("batch_left", "", "", None, 0, "", mine[0]["started_at"], data)


def _blind(c: sqlite3.Connection) -> Iterator[NeedRow]:
    """`blind_interval`: sending is off until somebody confirms (R7)."""
    stored = meta(c, "blind")
    if stored is not None:
        data = json.loads(stored)
        yield NeedRow("blind_interval", "", "", None, 0, "", data["start"], data)


def _need(row: sqlite3.Row, kind: str, since: int, ticket: int | None, data: Mapping[str, Any]) -> NeedRow:
    return NeedRow(kind, row["imp_uid"], row["merchant_uid"], ticket, row["amount"], row["currency"], since, data)
