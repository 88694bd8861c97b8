"""What a merchant has to deal with in the week: every kind of ticket and of problem at least once."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from paymentdesk.practice.cast import Purchase, purchase
from paymentdesk.practice.shop import UNDER_REVIEW

if TYPE_CHECKING:
    from paymentdesk.practice.week import Week

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


def write(week: Week) -> None:
    """Add it all to the week, each at its distance from now."""
    chance = Random(f"{week.seed}/troubles")
    _settled(week, chance)
    _open(week, chance)
    _closed_by_word(week, chance)
    _refused_and_at_once(week, chance)
    _made_elsewhere(week, chance)
    _kept_back(week, chance)
    _odd_payments(week, chance)
    _test_payments(week, chance)
    _not_paid_yet(week, chance)


def _settled(week: Week, chance: Random) -> None:
    """Tickets that Paymentwall worked off: asked so many hours ago, settled so much later, this part."""
    for of, country, asked, took, part, reason, by in (
        ("Ramie scarf", "DE", 186, 52, None, "late", "Soo"),
        ("Hanji lamp", "US", 180, 44, None, "damaged", "Minji"),
        ("Fan", "JP", 171, 30, None, "duplicate", "Minji"),
        ("Tea set", "NL", 160, 61, "50.00", "item missing", "Soo"),
        ("Celadon cup", "GB", 150, 26, None, "changed mind", "Minji"),
        ("Norigae", "ES", 139, 38, None, "damaged", "Soo"),
        ("Gift set", "US", 128, 70, "25.00", "item missing", "Minji"),
        ("Onggi jar", "JP", 117, 41, None, "changed mind", "Minji"),
        ("Brush set", "KR", 104, 22, "20000", "item missing", "Soo"),
        ("Najeon box", "FR", 90, 47, None, "damaged", "Minji"),
        ("Incense", "US", 66, 29, None, "changed mind", "Soo"),
        ("Hanji notebook ×3", "GB", 52, 20, "7.00", "damaged", "Minji"),
    ):
        bought = purchase(chance, of=of, in_country=country, by="cc")
        asked_at = week.now - asked * HOUR
        imp_uid = week.paid(asked_at - chance.randrange(5, 40) * HOUR, bought)
        amount = None if part is None else Decimal(part)
        week.act(asked_at, "cancel", imp_uid, by=by, amount=amount, reason=reason, expect="waiting")
        week.event(asked_at + took * HOUR, "decide", imp_uid)

    cup = purchase(chance, of="Celadon cup", in_country="US", by="cc")
    imp_uid = week.paid(week.now - 6 * HOUR, cup)
    asked_at = week.now - 5 * HOUR
    week.act(
        asked_at, "cancel", imp_uid, amount=Decimal("18.00"), reason="damaged", note="one cup broken",
        expect="waiting",
    )  # fmt: skip
    week.event(asked_at + 14 * MINUTE, "decide", imp_uid)
    week.act(asked_at + 20 * MINUTE, "sync")


def _open(week: Week, chance: Random) -> None:
    """Tickets that wait now. Most are settled in the days to come; the oldest one never."""
    now = week.now
    scarf = purchase(chance, of="Ramie scarf", in_country="DE", by="sofortbanktransf")
    overdue = week.paid(now - 9 * DAY, scarf)
    week.act(now - 7 * DAY - 19 * HOUR, "cancel", overdue, by="Soo", reason="late", expect="waiting")

    forgotten = week.paid(now - 6 * DAY, purchase(chance, of="Najeon box", in_country="US", by="cc"))
    week.act(now - 5 * DAY, "cancel", forgotten, reason="changed mind", expect="waiting")
    week.event(now - 3 * DAY - 12 * HOUR, "decide", forgotten, outcome="rejected")

    for of, country, method, part, asked, to_go, reason, by in (
        ("Onggi jar", "US", "cc", "20.00", 25, 9, "item missing", "Soo"),
        ("Fan", "JP", "cc", None, 50, 4, "duplicate", "Minji"),
        ("Tea set", "FR", "cc", "60.00", 30, 26, "damaged", "Minji"),
        ("Norigae", "NL", "idealpayments", None, 10, 40, "late", "Soo"),
        ("Ramie scarf", "DE", "sofortbanktransf", None, 4, 36, "changed mind", "Minji"),
    ):
        imp_uid = week.paid(now - (asked + 20) * HOUR, purchase(chance, of=of, in_country=country, by=method))
        amount = None if part is None else Decimal(part)
        week.act(now - asked * HOUR, "cancel", imp_uid, by=by, amount=amount, reason=reason, expect="waiting")
        week.event(now + to_go * HOUR, "decide", imp_uid)

    lost = week.paid(now - 2 * DAY, purchase(chance, of="Hanji lamp", in_country="US", by="cc"))
    _lost_reply(week, lost, now - DAY, "drop_after", "damaged")
    week.event(now + 2 * DAY, "decide", lost)


def _closed_by_word(week: Week, chance: Random) -> None:
    """What a person said about a ticket: still waiting, rejected, never arrived; one that was overtaken."""
    now = week.now
    found = week.paid(now - 7 * DAY, purchase(chance, of="Brush set", in_country="FR", by="cc"))
    _lost_reply(week, found, now - 6 * DAY, "drop_after", "changed mind")
    week.act(now - 6 * DAY + 4 * HOUR, "keep_waiting", found, note="The ticket is in Paymentwall's merchant area.")
    week.event(now - 4 * DAY, "decide", found)

    refused = week.paid(now - 7 * DAY, purchase(chance, of="Gift card", in_country="US", by="fanapay"))
    week.act(now - 6 * DAY, "cancel", refused, by="Soo", reason="changed mind", expect="waiting")
    week.event(now - 4 * DAY, "decide", refused, outcome="rejected")
    note = "Paymentwall wrote: this method can not be refunded."
    week.act(now - 3 * DAY, "reject", refused, by="Soo", note=note)

    gone = week.paid(now - 7 * DAY, purchase(chance, of="Incense", in_country="GB", by="cc"))
    _lost_reply(week, gone, now - 6 * DAY + HOUR, "drop_before", "late")
    week.act(now - 4 * DAY, "did_not_arrive", gone, note="Paymentwall wrote that it has no such ticket.")

    overtaken = week.paid(now - 6 * DAY, purchase(chance, of="Onggi jar", in_country="GB", by="cc"))
    week.act(now - 5 * DAY, "cancel", overtaken, amount=Decimal("20.00"), reason="item missing", expect="waiting")
    week.event(now - 4 * DAY, "console_cancel", overtaken)


def _refused_and_at_once(week: Week, chance: Random) -> None:
    """No waiting: a voucher is refused at once, PayPal is cancelled at once."""
    now = week.now
    voucher = purchase(chance, of="Gift card", in_country="KR", by="culturevoucher")
    imp_uid = week.paid(now - 5 * DAY, voucher)
    week.act(now - 4 * DAY, "cancel", imp_uid, reason="changed mind", expect="refused")
    imp_uid = week.paid(now - 4 * DAY, purchase(chance, of="Brush set", in_country="US", by="paypal"))
    week.act(now - 3 * DAY, "cancel", imp_uid, by="Soo", reason="changed mind", expect="cancelled")


def _made_elsewhere(week: Week, chance: Random) -> None:
    """Cancelled in i'mport's console at once; requested there as a ticket, and written down here."""
    now = week.now
    imp_uid = week.paid(now - 5 * DAY, purchase(chance, of="Brush set", in_country="US", by="cc"))
    week.event(now - 3 * DAY, "console_cancel", imp_uid)
    imp_uid = week.paid(now - 3 * DAY, purchase(chance, of="Gift set", in_country="DE", by="cc"))
    week.event(now - 2 * DAY, "console_ticket", imp_uid)
    note = "Soo asked for it in the console."
    week.act(now - 2 * DAY + 30 * MINUTE, "record_elsewhere", imp_uid, where="console", note=note)
    week.event(now + 20 * HOUR, "decide", imp_uid)


def _kept_back(week: Week, chance: Random) -> None:
    """Requests that never left: one still a draft, one withdrawn."""
    now = week.now
    imp_uid = week.paid(now - DAY, purchase(chance, of="Tea set", in_country="IT", by="cc"))
    week.act(now - 2 * HOUR, "draft", imp_uid, by="Soo", reason="item missing", amount=Decimal("42.00"))
    imp_uid = week.paid(now - 3 * DAY, purchase(chance, of="Celadon cup", in_country="JP", by="cc"))
    week.act(now - 2 * DAY, "draft", imp_uid, reason="changed mind")
    week.act(now - 2 * DAY + HOUR, "withdraw", imp_uid)


def _odd_payments(week: Week, chance: Random) -> None:
    """Another amount than ordered, paid late after a failure, paid twice."""
    now = week.now
    lamp = Purchase("Hanji lamp ×1 + shade", True, Decimal("120.00"), "USD", "Sam Hill", "sam@example.com", "US", "cc")
    imp_uid = week.attempt(week.sale(now - 4 * HOUR, lamp), now - 2 * HOUR - MINUTE, amount=Decimal("12.00"))
    week.event(now - 2 * HOUR, "pay", imp_uid)

    scarf = Purchase("Ramie scarf", True, Decimal("54.90"), "USD", "Ida Holm", "ida@example.com", "US", "cc")
    imp_uid = week.attempt(week.sale(now - 8 * HOUR, scarf), now - 7 * HOUR)
    week.event(now - 7 * HOUR + MINUTE, "fail", imp_uid, reason=UNDER_REVIEW)
    week.act(now - 6 * HOUR, "sync")
    week.event(now - 40 * MINUTE, "pay", imp_uid)

    tea = Purchase("Tea set", True, Decimal("212.40"), "EUR", "Tom Lee", "tom.lee@example.com", "NL", "cc")
    sale = week.sale(now - 27 * HOUR, tea)
    for minutes in (0, 7):
        imp_uid = week.attempt(sale, now - 26 * HOUR + minutes * MINUTE)
        week.event(now - 26 * HOUR + (minutes + 12) * MINUTE, "pay", imp_uid)


def _test_payments(week: Week, chance: Random) -> None:
    """Payments of the test channel that hold real money: two still do, one was cancelled (domain.md 8.9)."""
    now = week.now
    for name, ago in (("Jo Park", 30), ("Jo Park", 27), ("Min Seo", 150)):
        mail = f"{name}@example.com".lower().replace(" ", ".")
        bought = Purchase("Test item", False, Decimal("1.00"), "USD", name, mail, "US", "cc")
        opened = now - ago * HOUR
        imp_uid = week.attempt(week.sale(opened - 5 * MINUTE, bought), opened, sandbox=True)
        week.event(opened + MINUTE, "pay", imp_uid)
        if ago > 100:
            week.act(opened + 3 * HOUR, "cancel", imp_uid, reason="test", expect="waiting")
            week.event(opened + 30 * HOUR, "decide", imp_uid)


def _not_paid_yet(week: Week, chance: Random) -> None:
    """Drafts, and orders whose buyers pay in the hours to come (one is held up by the review, one fails)."""
    now = week.now
    for ago in (50, 9):
        bought = purchase(chance, of="Gift set")
        week.sale(now - ago * MINUTE, bought, issued=False)
    for ago, to_go in ((40, 12), (75, 55), (130, 150), (210, 320), (260, 700), (420, 1100), (600, 1700)):
        sale = week.sale(now - ago * MINUTE, purchase(chance))
        opened = now + to_go * MINUTE
        imp_uid = week.attempt(sale, opened)
        if to_go == 150:
            week.event(opened + 2 * MINUTE, "fail", imp_uid, reason=UNDER_REVIEW)
            week.event(opened + 5 * HOUR, "pay", imp_uid)
        elif to_go == 320:
            week.event(opened + 2 * MINUTE, "fail", imp_uid, reason="Card declined")
        else:
            week.event(opened + 3 * MINUTE, "pay", imp_uid)


def _lost_reply(week: Week, imp_uid: str, at: int, kind: str, reason: str) -> None:
    """The line breaks while a request is under way: before it arrived, or after it was registered."""
    week.event(at, "fault", reason=kind)
    week.act(at, "cancel", imp_uid, reason=reason, expect="unconfirmed")
