"""The checkout page: valid, silent about secrets, and nothing that stands in an order can become markup or script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain.checkout import WIDGETS, Front, Window, link_information, request_parameters, window_for
from paymentdesk.domain.money import Money
from paymentdesk.domain.order import Order
from paymentdesk.services import checkout, ordering, page
from tests.services.desk import Desk

OFFICIAL = json.loads((Path(__file__).with_name("sdk_parameters.json")).read_text(encoding="utf-8"))
FRONT = Front("Hanbit Goods", "imp00000000", "channel-key-1")
SDK = "http://127.0.0.1:9/v1/iamport.js"
VOID = {"meta", "link", "br", "img", "input"}
KINDS = {"string": str, "number": (int, Decimal), "boolean": bool, "object": dict, "array": list}


class Strict(HTMLParser):
    """Refuses what a browser would mend: tags that do not match, attributes twice, bare `&` and `<` in text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.declared = ""
        self.feed(html)
        self.close()
        assert self.open == []
        assert self.declared == "DOCTYPE html"

    def handle_decl(self, decl: str) -> None:
        assert not self.tags
        self.declared = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside not in ("script", "style"):
            assert not set(data) & set("<&"), data
        key = self.tags[-1][1].get("id") or inside if self.tags else ""
        self.texts[str(key)] = self.texts.get(str(key), "") + data

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError(tag)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def find(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def order(**fields: Any) -> Order:
    given = {
        "buyer_name": "Jack Son", "buyer_email": "jack@example.com", "phone": "010-1", "country": "DE",
        "address": "Berlin", "postcode": "10115",
    } | fields  # fmt: skip
    amount = int(given.pop("amount", 5450))
    return Order("HB-1", str(given.pop("name", "Celadon cup")), amount, str(given.pop("currency", "USD")), 1, **given)  # type: ignore[arg-type]


def html_of(made: Order, window: Window | None = None, sdk: str = SDK, title: str = "Hanbit Goods") -> str:
    front = Front(title, FRONT.user_code, FRONT.channel_key)
    return page.render(
        request_parameters(made, front, window or window_for(made)),
        user_code=front.user_code,
        title=title,
        price=Money(made.amount, made.currency),
        sdk=sdk,
        language=(window or window_for(made)).language,
    ).decode()


def told(html: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Strict(html).texts["order"], parse_float=Decimal)
    return found


# ---------------------------------------------------------------- parameters


@pytest.mark.parametrize("country", ["DE", "KR", "CN", "", "x"])
@pytest.mark.parametrize("currency", ["USD", "KRW", "JPY"])
def test_parameters_are_those_of_the_official_list(country: str, currency: str) -> None:
    made = order(country=country, currency=currency, amount=5400)
    parameters = request_parameters(made, FRONT, window_for(made))
    assert set(parameters) <= set(OFFICIAL["request_pay"])
    assert set(OFFICIAL["request_pay_required"]) <= set(parameters)
    for name, value in parameters.items():
        assert isinstance(value, KINDS[OFFICIAL["request_pay"][name]]), name
        assert not isinstance(value, float)
    assert set(parameters["bypass"]) <= set(OFFICIAL["bypass"])
    assert parameters["language"] in OFFICIAL["languages"]
    assert ("country_code" in parameters["bypass"]) == (len(country) == 2)
    test = request_parameters(made, FRONT, Window(test=True))
    assert (test["use_test_method"], test["bypass"]["ps"]) == (True, "test")


def test_a_links_information_is_that_of_the_official_list() -> None:
    told_there = link_information(order(), FRONT, "ko")
    assert set(told_there) <= set(OFFICIAL["payment_info"])
    assert set(OFFICIAL["payment_info_required"]) <= set(told_there)
    for name, value in told_there.items():
        assert isinstance(value, KINDS[OFFICIAL["payment_info"][name]]), name
    assert told_there["language"] in OFFICIAL["link_languages"]


@pytest.mark.parametrize(
    ("amount", "currency", "wire"),
    [
        (5450, "USD", "54.50"),
        (5400, "USD", "54"),
        (18900, "KRW", "18900"),
        (10, "USD", "0.10"),
        (99999999, "JPY", "99999999"),
    ],
)
def test_amounts_stand_in_the_page_as_exact_numbers(amount: int, currency: str, wire: str) -> None:
    html = html_of(order(amount=amount, currency=currency))
    assert f'"amount":{wire},' in html


def test_presets_follow_the_country() -> None:
    assert window_for(order(country="KR")) == Window("KR", "ko")
    assert window_for(order(country="TW")).language == "zh"
    assert window_for(order(country="DE")) == Window("DE", "en")
    assert window_for(order(country="")) == Window("", "en")
    assert Window().widget in WIDGETS


# ---------------------------------------------------------------- the page


def test_the_page_is_valid_and_says_what_is_paid() -> None:
    for country, word, sum_ in (("DE", "Pay now", "US$54.50"), ("KR", "결제하기", "US$54.50")):
        parsed = Strict(html_of(order(country=country)))
        assert parsed.texts["pay"].strip() == word
        assert sum_ in "".join(parsed.texts.values())
        (html,) = parsed.find("html")
        assert html["lang"] == ("ko" if country == "KR" else "en")
        assert [each.get("charset") for each in parsed.find("meta") if "charset" in each] == ["utf-8"]
        assert parsed.find("title") == [{}]
        ids = [attrs["id"] for _, attrs in parsed.tags if "id" in attrs]
        assert len(set(ids)) == len(ids)


def test_nothing_runs_but_the_script_that_is_known() -> None:
    parsed = Strict(html_of(order()))
    (policy,) = [each["content"] for each in parsed.find("meta") if each.get("http-equiv")]
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    script = parsed.texts["script"]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert rules["script-src"] == f"'sha256-{digest}' http://127.0.0.1:9"
    assert (rules["default-src"], rules["base-uri"]) == ("'none'", "'none'")
    assert "unsafe-inline" not in rules["script-src"]
    # Beside a practice shop no other host is named anywhere on the page.
    assert set(re.findall(r"https?://[^/\"' ;<]+", html_of(order()))) == {"http://127.0.0.1:9"}
    real = html_of(order(), sdk=checkout.IMP_SDK)
    assert 'src="https://cdn.iamport.kr/v1/iamport.js"' in real
    assert "127.0.0.1" not in real


NASTY = [
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "<!--", "]]>",
    "&lt;b&gt;", "${x}", "$name", "\u2028\u2029", "'\"\\", "</title><script>", "한글 주문 ☕", "{{7*7}}",
    "%3Cscript%3E",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_what_stands_in_an_order_stays_text(text: str) -> None:
    made = order(name=text, buyer_name=text, buyer_email=text, phone=text, address=text, postcode=text)
    plain, html = Strict(html_of(order())), html_of(made, title=text)
    parsed = Strict(html)
    assert [tag for tag, _ in parsed.tags] == [tag for tag, _ in plain.tags]
    assert parsed.texts["script"] == plain.texts["script"]
    parameters = told(html)["parameters"]
    assert (parameters["name"], parameters["buyer_name"], parameters["buyer_addr"]) == (text, text, text)


@given(st.text(min_size=1, max_size=40))
def test_any_text_stays_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    html = html_of(order(name=text, buyer_name=text))
    assert html.count("<script") == 3
    assert told(html)["parameters"]["name"] == text


# ---------------------------------------------------------------- secrets


def test_no_key_and_no_secret_is_in_anything_a_buyer_gets(desks: Callable[..., Desk], tmp_path: Path) -> None:
    """The bytes of page, link request, ledger and send journal are searched for both."""
    desk = desks(title="Hanbit Goods")
    ordering.create(desk.shop, order(country="KR"), "Minji")
    made = checkout.make_page(desk.shop, "HB-1", "Minji", Window(), report_to="/x/closed")
    from paymentdesk.services import links

    link = links.make_link(desk.shop, "HB-1", "Minji")
    (request,) = desk.calls("POST", "/api/supplements")
    told_there = json.dumps(request, default=str).encode()
    kept = [each.read_bytes() for each in desk.profile.folder.rglob("*") if each.is_file()]
    secrets = [desk.server.imp_secret, desk.server.imp_key, desk.shop.client.token()]
    for secret in secrets:
        assert len(secret) > 10
        for where in (made.html, told_there, link.url.encode(), *kept):
            for form in (secret.encode(), base64.b64encode(secret.encode()), secret.encode().hex().encode()):
                assert form not in where
    assert FRONT.user_code.encode() in made.html
