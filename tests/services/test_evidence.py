"""The set-up checklist: only evidence proves, a person's word is a word, and nothing else moves either
(domain.md 5.3, 10 #30)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.checklist import BY_WORD_ONLY, VALUES, Evidence, Item, Known, checklist
from paymentdesk.services.checkup import checklist_of
from paymentdesk.services.connecting import remember, try_keys
from paymentdesk.store import ledger, queries
from paymentdesk.store.ledger.activity import Activity
from tests.services.desk import Desk

PINGBACK = (Item.PINGBACK_TYPE, Item.PINGBACK_URL, Item.PINGBACK_SIGNATURE)
TIMES = st.integers(0, 2)
SEEN = st.builds(
    Evidence,
    accepted_at=TIMES,
    channels_at=TIMES,
    live_channel=st.none() | st.booleans(),
    settled_at=TIMES,
    paid_at=TIMES,
    country_at=TIMES,
    webhook_at=TIMES,
    webhooks_wanted=st.booleans(),
)
SAID = st.dictionaries(st.sampled_from([item.value for item in Item]), st.tuples(st.just("Minji"), st.just(5)))


def seen(desk: Desk) -> Evidence:
    with desk.shop.database.reader() as reader:
        return queries.evidence(reader)


@given(evidence=SEEN, said=SAID)
def test_no_word_ever_proves(evidence: Evidence, said: dict[str, tuple[str, int]]) -> None:
    with_words = {line.item: line for line in checklist(evidence, said)}
    without = {line.item: line for line in checklist(evidence, {})}
    assert list(with_words) == list(Item)
    for item, line in with_words.items():
        assert (line.known is Known.PROVEN) == (without[item].known is Known.PROVEN)
        if item in BY_WORD_ONLY:
            assert line.known in (Known.SAID, Known.UNKNOWN)
        if line.known is Known.SAID:
            assert (line.by, line.at) == said[item.value]
        if item.value in said and without[item].known is Known.UNKNOWN:
            assert line.known is Known.SAID
        if item is Item.LIVE_CHANNEL and evidence.live_channel is False:
            assert line.known is not Known.SAID  # i'mport shows that it is not so


def test_the_values_to_copy_are_the_documented_ones() -> None:
    assert VALUES[Item.PINGBACK_URL] == "https://service.iamport.kr/paymentwall/webhook"
    assert VALUES[Item.PINGBACK_SIGNATURE] == "3"
    assert VALUES[Item.PINGBACK_TYPE] == "URL"
    assert VALUES[Item.COUNTRY_PARAMETER] == "country_code=COUNTRY_CODE"
    assert VALUES[Item.WIDGET_VERSION] == "1.2"
    url = next(line for line in checklist(Evidence(webhooks_wanted=True), {}, webhook_url="https://x.example/y")
               if line.item is Item.WEBHOOK_URL)  # fmt: skip
    assert url.value == "https://x.example/y"


def test_an_empty_ledger_proves_nothing(desk: Desk) -> None:
    desk.sync()
    assert seen(desk) == Evidence()


@pytest.mark.parametrize(("fields", "proves"), [({}, True), ({"sandbox": True}, False), ({"status": "ready"}, False)])
def test_only_a_live_paid_payment_proves_the_pingback(desk: Desk, fields: dict[str, object], proves: bool) -> None:
    imp_uid = desk.paid(10, **fields)
    desk.sync()
    evidence = seen(desk)
    assert (evidence.paid_by == imp_uid) is proves
    known = {line.item: line.known for line in checklist(evidence, {})}
    assert all((known[item] is Known.PROVEN) is proves for item in PINGBACK)


def test_a_settled_ticket_proves_the_pingback(desk: Desk) -> None:
    imp_uid = desk.paid(60)
    desk.sync()
    number = desk.ask(imp_uid, "20.00")
    assert seen(desk).settled_at == 0
    desk.control("POST", "/advance", {"seconds": 3600})
    desk.control("POST", "/tickets/1/decide", {"outcome": "cancelled"})
    desk.sync()
    assert seen(desk).settled_by == f"T-{number:04d}"


def test_a_webhook_and_the_channels_are_remembered(desk: Desk) -> None:
    desk.sync()
    shop = desk.shop
    for at, outcome in itertools.zip_longest((5, 6, 7), ("unreadable", "limited", "changed")):
        ledger.activity.record(shop.database, [Activity(at, "webhook", "relay", outcome=outcome)])
    assert seen(desk).webhook_at == 7
    remember(shop, try_keys(shop.profile.api_url, shop.profile.imp_key, "wrong"))
    assert seen(desk).accepted_at == 0
    remember(shop, try_keys(shop.profile.api_url, shop.profile.imp_key, shop.profile.imp_secret))
    evidence = seen(desk)
    assert evidence.accepted_at == evidence.channels_at == shop.now()
    assert (evidence.live_channel, evidence.test_channel) == (True, True)
    remember(shop, try_keys(shop.profile.api_url, shop.profile.imp_key, "wrong"))
    assert seen(desk).live_channel is True
    lines = {line.item: line.known for line in checklist_of(shop.profile)}
    assert lines[Item.LIVE_CHANNEL] is Known.PROVEN
