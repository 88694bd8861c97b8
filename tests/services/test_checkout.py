"""Taking a payment: the price locked at i'mport, links that are never made twice unnoticed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests

from paymentdesk.domain.checkout import LinkState, PayLink, Window
from paymentdesk.domain.money import Money
from paymentdesk.domain.order import Order
from paymentdesk.domain.trouble import Kind, Trouble
from paymentdesk.practice.api import Api
from paymentdesk.practice.control import Control
from paymentdesk.practice.server import PracticeServer
from paymentdesk.services import checkout, links, ordering
from paymentdesk.services.shop import open_shop
from paymentdesk.settings import IMP_API, IMP_LINKS, Settings, environment_shop
from paymentdesk.store import ledger
from tests.services.desk import DAY, Desk, refused

ROOT = Path(__file__).resolve().parent.parent.parent / "resources"
LINK = "/api/supplements/v1/link/payment"


@pytest.fixture
def desk(desks: Callable[..., Desk]) -> Desk:
    return desks(title="Hanbit Goods")


def write(desk: Desk, number: str = "HB-1", amount: int = 5450, currency: str = "USD", **fields: Any) -> Order:
    given = {
        "buyer_name": "Jack Son",
        "buyer_email": "jack@example.com",
        "phone": "010-1234-5678",
        "country": "DE",
        "address": "Seoul",
    } | fields
    order = Order(number, "Celadon <cup>", amount, currency, written_at=desk.shop.now(), **given)
    ordering.create(desk.shop, order, "Minji")
    return order


def link(desk: Desk, number: str = "HB-1", **given: Any) -> PayLink:
    return links.make_link(desk.shop, number, "Minji", **given)


def prepared(desk: Desk, number: str = "HB-1") -> Any:
    return desk.server.shop.prepared.get(number)


def press(address: str, act: str, **form: str) -> requests.Response:
    return requests.post(address, data={"act": act} | form, timeout=10)


# ---------------------------------------------------------------- the price


def test_amount_and_currency_are_locked_before_anything_else(desk: Desk) -> None:
    write(desk)
    checkout.prepare(desk.shop, "HB-1", "Minji")
    assert [str(part) for part in prepared(desk)] == ["54.50", "USD"]
    assert ledger.checkout.prepared(desk.shop.database, "HB-1") == Money(5450, "USD")
    assert desk.kinds(merchant_uid="HB-1").count("order_prepared") == 1
    checkout.prepare(desk.shop, "HB-1", "Minji")
    assert [call["method"] for call in desk.calls("", "/payments/prepare")] == ["GET", "POST", "GET", "GET"]


def test_an_edited_order_is_prepared_again_before_it_is_used(desk: Desk) -> None:
    order = write(desk)
    first = link(desk)
    edited = ordering.edit(desk.shop, replace(order, amount=6000), "Minji")
    assert edited.redo == ("prepare", "link")
    assert [str(part) for part in prepared(desk)] == ["54.50", "USD"]
    second = link(desk)
    assert [str(part) for part in prepared(desk)] == ["60.00", "USD"]
    assert desk.calls("PUT", "/payments/prepare")
    assert second.url != first.url
    assert requests.get(first.url, timeout=10).status_code == 404
    assert "USD 60.00" in requests.get(second.url, timeout=10).text


@pytest.mark.parametrize("currency", [None, "EUR"])
def test_a_registration_that_does_not_lock_the_currency_is_changed(desk: Desk, currency: str | None) -> None:
    write(desk)
    desk.server.shop.prepared["HB-1"] = (Decimal("54.50"), currency)
    checkout.prepare(desk.shop, "HB-1", "Minji")
    assert prepared(desk) == (Decimal("54.50"), "USD")


def test_how_i_mport_says_that_nothing_is_registered_does_not_matter(desk: Desk) -> None:
    desk.server.shop.readings = replace(desk.server.shop.readings, unknown_prepare_status=200)
    write(desk)
    checkout.prepare(desk.shop, "HB-1", "Minji")
    assert prepared(desk) is not None


def test_no_answer_registers_nothing_here(desk: Desk) -> None:
    write(desk)
    desk.fault("status", "/payments/prepare", status=500, times=0)
    assert refused(lambda: checkout.prepare(desk.shop, "HB-1", "Minji")).kind is Kind.NOT_UNDERSTOOD
    assert ledger.checkout.prepared(desk.shop.database, "HB-1") is None
    assert refused(lambda: link(desk)).kind is Kind.NOT_UNDERSTOOD
    assert desk.calls("POST", LINK) == []


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"buyer_email": ""}, Kind.ORDER_LACKS),
        ({"buyer_name": "Jack"}, Kind.ORDER_LACKS),
        ({"phone": ""}, Kind.PHONE_MISSING),
    ],
)
def test_what_nobody_could_pay_is_said_before_anything_is_asked(desk: Desk, fields: Any, kind: Kind) -> None:
    write(desk, **fields)
    trouble = refused(lambda: link(desk))
    assert (trouble.kind, trouble.money.value) == (kind, "nothing_changed")
    assert desk.calls() == []


def test_a_closed_a_paid_and_an_unknown_order_are_not_offered(desk: Desk) -> None:
    assert refused(lambda: link(desk)).kind is Kind.UNKNOWN_ORDER
    write(desk)
    ordering.close_order(desk.shop, "HB-1", "Minji")
    assert refused(lambda: link(desk)).kind is Kind.ORDER_CLOSED
    ordering.reopen_order(desk.shop, "HB-1", "Minji")
    desk.paid(54.5, merchant_uid="HB-1")  # i'mport knows it, the ledger does not yet
    assert refused(lambda: link(desk)).kind is Kind.ALREADY_PAID
    assert desk.calls("POST", LINK) == []
    with desk.shop.database.reader() as reader:
        assert reader.execute("SELECT state FROM orders").fetchone()[0] == "paid"


# ---------------------------------------------------------------- links


def test_a_link_is_made_once_and_answered_again(desk: Desk) -> None:
    write(desk)
    first = link(desk)
    assert first.state_at(desk.shop.now(), Money(5450, "USD")) is LinkState.OPEN
    assert first.expires_at == desk.shop.now() + 7 * DAY
    assert link(desk) == first
    assert len(desk.calls("POST", LINK)) == 1
    told = desk.calls("POST", LINK)[0]["body"]
    assert "buyer_email" in str(told)
    assert desk.kinds(merchant_uid="HB-1").count("link_made") == 1
    assert "order_issued" in desk.kinds(merchant_uid="HB-1")


def test_the_link_host_sees_no_token_unless_it_asks_for_one(desk: Desk) -> None:
    write(desk)
    desk.fault("status", LINK, status=401)
    assert link(desk).state == "open"
    assert len(desk.calls("POST", LINK)) == 2


def test_a_link_whose_answer_is_lost_is_not_asked_for_again_unnoticed(desk: Desk) -> None:
    write(desk)
    desk.fault("drop_after", LINK)
    lost = refused(lambda: link(desk))
    assert (lost.kind, lost.money.value) == (Kind.LINK_UNKNOWN, "nothing_changed")
    assert desk.kinds(merchant_uid="HB-1")[-1] == "link_unknown"
    again = refused(lambda: link(desk))
    assert again.kind is Kind.LINK_MAY_EXIST
    assert len(desk.calls("POST", LINK)) == 1
    desk.restart()
    assert refused(lambda: link(desk)).kind is Kind.LINK_MAY_EXIST
    second = link(desk, again=True)
    assert second.state == "open"
    assert len(desk.server.shop.links.all()) == 2
    states = [each.state for each in ledger.checkout.links(desk.shop.database, "HB-1")]
    assert states == ["unknown", "open"]
    desk.advance(8 * DAY)
    assert link(desk).number == 3  # both have ended by themselves


@pytest.mark.parametrize("kind", ["slow", "html", "garbage", "cut", "redirect"])
def test_whatever_is_no_answer_leaves_it_open_whether_there_is_a_link(desks: Callable[..., Desk], kind: str) -> None:
    desk = desks(settings=Settings(connect_timeout=2.0, read_timeout=0.5))
    write(desk)
    checkout.prepare(desk.shop, "HB-1", "Minji")
    desk.fault(kind, LINK, seconds=1)
    assert refused(lambda: link(desk)).kind is Kind.LINK_UNKNOWN
    assert refused(lambda: link(desk)).kind is Kind.LINK_MAY_EXIST


def test_a_link_that_was_refused_is_no_link(desk: Desk) -> None:
    write(desk)
    desk.fault("status", LINK, status=400)
    assert refused(lambda: link(desk)).kind is Kind.DECLINED
    desk.fault("drop_before", LINK)
    assert refused(lambda: link(desk)).kind is Kind.LINK_UNKNOWN
    states = [each.state for each in ledger.checkout.links(desk.shop.database, "HB-1")]
    assert states == ["not_made", "unknown"]


def test_a_link_is_switched_off_and_one_that_is_gone_is_off(desk: Desk) -> None:
    write(desk)
    first = link(desk)
    (off,) = links.disable_links(desk.shop, "HB-1", "Minji")
    assert off.state == "disabled"
    assert requests.get(first.url, timeout=10).status_code == 404
    assert refused(lambda: links.disable_links(desk.shop, "HB-1", "Minji")).kind is Kind.NO_LINK
    link(desk)
    desk.fault("status", LINK, status=404)
    assert links.disable_links(desk.shop, "HB-1", "Minji")[0].state == "disabled"


def test_the_user_code_is_needed_once_and_checked(desk: Desk) -> None:
    assert checkout.user_code(desk.shop) == "imp00000000"
    for wrong in ("", "imp", "key_1", "imp12 34"):
        assert refused(lambda wrong=wrong: checkout.tell_user_code(desk.shop, wrong)).kind is Kind.BAD_ARGUMENT  # type: ignore[misc]
    checkout.tell_user_code(desk.shop, " imp12345678 ")
    write(desk)
    link(desk)
    assert "imp12345678" in str(desk.calls("POST", LINK)[0]["body"])


def test_without_a_channel_of_that_kind_there_is_no_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    write(desk)
    live = desk.server.shop.channels()[:1]
    monkeypatch.setattr(desk.server.shop, "channels", lambda: live)
    assert refused(
        lambda: checkout.make_page(desk.shop, "HB-1", "Minji", Window(), test_channel=True)
    ).kind is Kind.NO_CHANNEL  # fmt: skip
    assert checkout.make_page(desk.shop, "HB-1", "Minji", Window()).html


# ---------------------------------------------------------------- what a buyer does


def test_a_buyer_pays_by_the_link_and_the_order_is_paid(desk: Desk) -> None:
    write(desk)
    made = link(desk)
    assert press(made.url, "pay", method="cc", country="DE").status_code == 200
    desk.sync()
    with desk.shop.database.reader() as reader:
        assert reader.execute("SELECT state, hold FROM orders").fetchone()[:] == ("paid", "")
    assert refused(lambda: link(desk)).kind is Kind.ALREADY_PAID


def test_links_of_a_loopback_shop_stay_on_the_loopback_interface(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A simulated host that answers another address is not believed (product.md 6)."""
    write(desk)
    monkeypatch.setattr("paymentdesk.practice.api.link_address", lambda base, made: f"https://impay.link/{made.code}")
    with pytest.raises(Trouble) as caught:
        link(desk)
    assert caught.value.kind is Kind.LINK_UNKNOWN


# ---------------------------------------------------------------- where it goes


@pytest.fixture
def link_host() -> Iterator[PracticeServer]:
    """A host for links beside the API's."""
    server = PracticeServer(port=0, seed=2, start=1_790_000_000, speed=0, methods=ROOT / "paymentwall-methods.csv")
    server.start()
    yield server
    server.stop()


def test_links_and_the_script_follow_the_address_they_are_given(
    desks: Callable[..., Desk], link_host: PracticeServer
) -> None:
    desk = desks(link_url=link_host.url)
    write(desk)
    made = link(desk)
    assert made.url.startswith(link_host.url)
    assert desk.calls("POST", LINK) == []
    assert checkout.sdk_address(desk.shop) == f"{link_host.url}/v1/iamport.js"
    html = checkout.make_page(desk.shop, "HB-1", "Minji", Window()).html.decode()
    assert f'src="{link_host.url}/v1/iamport.js"' in html
    assert desk.server.url not in html
    links.disable_links(desk.shop, "HB-1", "Minji")
    assert requests.get(made.url, timeout=10).status_code == 404


def test_a_host_that_is_not_the_apis_never_sees_a_token(desks: Callable[..., Desk], link_host: PracticeServer) -> None:
    heard: list[str | None] = []
    answer = Api.answer

    def listen(self: Api, call: Any, *args: Any) -> Any:
        if call.path.startswith(LINK):
            heard.append(call.token)
        return answer(self, call, *args)

    desk = desks(link_url=link_host.url)
    write(desk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Api, "answer", listen)
        Control(link_host).answer("POST", "/faults", b'{"path": "/api", "kind": "status", "status": 401, "times": 0}')
        assert refused(lambda: link(desk)).kind is Kind.DECLINED
        # Asked once: there is no second try with a token.
        assert Control(link_host).answer("GET", "/requests", b"").body.count(b"link/payment") == 1
        Control(link_host).answer("DELETE", "/faults", b"")
        assert link(desk).state == "open"
    assert heard == [None]


@pytest.mark.parametrize(
    ("api", "given", "host", "sdk"),
    [
        (IMP_API, "", IMP_LINKS, checkout.IMP_SDK),
        (IMP_API, "http://127.0.0.1:9", "http://127.0.0.1:9", "http://127.0.0.1:9/v1/iamport.js"),
        ("http://127.0.0.1:8", "", "http://127.0.0.1:8", "http://127.0.0.1:8/v1/iamport.js"),
        ("https://imp.example", "https://l.example", "https://l.example", "https://l.example/v1/iamport.js"),
    ],
)
def test_the_usual_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, api: str, given: str, host: str, sdk: str
) -> None:
    """By the environment alone; nothing is asked."""
    environ = {"PAYMENTDESK_API_URL": api, "PAYMENTDESK_IMP_KEY": "k" * 16, "PAYMENTDESK_IMP_SECRET": "s" * 16}
    profile = environment_shop(tmp_path, None, environ | ({"PAYMENTDESK_LINK_URL": given} if given else {}))
    assert profile is not None
    shop = open_shop(profile)
    assert (checkout.link_host(shop), checkout.sdk_address(shop)) == (host, sdk)
    assert checkout.user_code(shop) == ("" if "127.0.0.1" not in api else "imp00000000")
    monkeypatch.setenv("PAYMENTDESK_USER_CODE", "imp12345678")
    assert checkout.user_code(shop) == "imp12345678"
    shop.close()
