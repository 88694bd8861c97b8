"""Every state, problem, fact and error has words in both languages, and the Korean ones keep words.md's rules."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from paymentdesk import wording
from paymentdesk.domain.attention import Need
from paymentdesk.domain.attribution import QuestionKind
from paymentdesk.domain.comparison import Oddity
from paymentdesk.domain.order import OrderState
from paymentdesk.domain.payment import PaymentState, Problem
from paymentdesk.domain.ticket import Cause, KnownBy, Link, Outcome, TicketState
from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.settings import resource
from paymentdesk.ui import badges
from paymentdesk.wording import states
from paymentdesk.wording.errors import sentence

ROOT = Path(__file__).resolve().parents[2]
SEOUL = ZoneInfo("Asia/Seoul")
NOON = 1_795_237_351  # 21 Nov 2026 14:02:31 in Seoul
BOTH = pytest.mark.parametrize("language", ["en", "ko"], indirect=True)
HANGUL = re.compile("[가-힣]")

SPEAKERS: list[tuple[Callable[[str], str], type[Any]]] = [
    (wording.payment_state, PaymentState),
    (wording.order_state, OrderState),
    (wording.ticket_state, TicketState),
    (wording.problem, Problem),
    (wording.cause, Cause),
    (wording.link, Link),
    (wording.outcome, Outcome),
    (wording.oddity, Oddity),
    (wording.question, QuestionKind),
    (lambda word: wording.known_by(word, "Minji"), KnownBy),
]


@BOTH
@pytest.mark.parametrize(("say", "members"), SPEAKERS)
def test_every_member_has_a_word(say: Callable[[str], str], members: type[Any], language: str) -> None:
    for member in members:
        word = say(member.value)
        assert word != member.value, member
        assert word, member
        assert bool(HANGUL.search(word)) == (language == "ko"), (member, word)


@BOTH
def test_every_need_has_its_line(language: str) -> None:
    assert set(wording.NEED_KINDS) == {need.value for need in Need}
    data = {
        "method": "cc",
        "country": "DE",
        "carried_out": 6000,
        "order_amount": 100,
        "odd": ["amount"],
        "tickets": [3],
    }
    facts = wording.NeedFacts("imp_1", "HB-1", 3, 2000, "USD", NOON - 7200, NOON, data)
    for need in Need:
        words = wording.need_words(need.value, facts)
        assert words.title
        assert words.action
        assert bool(HANGUL.search(words.title)) == (language == "ko"), words


@BOTH
def test_a_need_names_the_order_and_the_payment_only_where_there_is_none(language: str) -> None:
    for need in Need:
        titles = [
            wording.need_words(
                need.value, wording.NeedFacts("imp_1", order, 3, 2000, "USD", NOON, NOON, {"tickets": [3]})
            ).title
            for order in ("HB-1", "")
        ]
        assert "imp_1" not in titles[0], titles
        if "HB-1" in titles[0]:
            assert "imp_1" in titles[1], titles


@BOTH
def test_every_fact_the_services_write_has_its_sentence(language: str) -> None:
    written = set()
    for file in (ROOT / "paymentdesk" / "services").glob("*.py"):
        text = file.read_text("utf-8")
        written |= set(re.findall(r'(?:Fact|_fact|_note)\(\s*(?:\w+(?:\.now\(\))?,\s*)?"([a-z_]+)"', text))
        written |= set(re.findall(r'(?:kind = |else )"([a-z_]+)"', text)) & set(wording.FACT_KINDS)
    assert written <= set(wording.FACT_KINDS), written - set(wording.FACT_KINDS)
    data = {
        "amount": 2000,
        "checksum": 6000,
        "status": "paid",
        "to": "waiting",
        "outcome": "silent",
        "kind": "in_parts",
    }
    for kind in wording.FACT_KINDS:
        said = wording.fact_sentence(kind, data, currency="USD", ticket=1)
        assert said.text != kind
        assert bool(HANGUL.search(said.text)) == (language == "ko"), said


@pytest.mark.parametrize("language", ["ko"], indirect=True)
def test_states_of_payments_are_called_as_the_glossary_has_them(language: str) -> None:
    """words.md, glossary; what a window says of itself being ready is another word."""
    words = {"ready": "미결제", "paid": "결제 완료", "failed": "결제 실패", "waiting": "취소 대기"}
    assert {state: wording.payment_state(state) for state in words} == words
    assert wording.chip("ready") == "미결제"


@BOTH
def test_every_trouble_says_first_what_happened_to_the_money(language: str) -> None:
    openings = {
        "en": ("No money", "Nothing more", "Nothing was", "Not known", "Money may", "Refused", "No cancellation"),
        "ko": (
            "금액 변동 없음",
            "추가 전송 없음",
            "요청 전송 안 됨",
            "접수 미확인",
            "취소될 수 있음",
            "접수 거절",
            "취소 요청에",
        ),
    }
    for kind in Kind:
        for money in MoneyWord:
            for possible in (False, True):
                text = sentence(Trouble(kind, {}, money=money, possible=possible))
                assert text.startswith(openings[language]), (kind, text)
                assert "\n" not in text


@BOTH
def test_every_state_is_a_badge_of_icon_word_and_colour(language: str) -> None:
    for state in PaymentState:
        assert badges.payment_badge(state.value, waiting=False).text == wording.payment_state(state.value)
        assert badges.PAYMENT[state.value]
    for state in OrderState:
        assert badges.order_badge(state.value).text == wording.order_state(state.value)
    for state in TicketState:
        assert badges.ticket_badge(state.value).text == wording.ticket_state(state.value)
    for problem in Problem:
        assert badges.PROBLEMS[problem.value]
        assert badges.payment_badge("paid", waiting=False, problems=[problem.value]).text


def test_a_badge_says_the_most_urgent(language: str) -> None:
    def text(state: str, *problems: str, waiting: bool = False) -> str:
        return badges.payment_badge(state, waiting=waiting, problems=problems).text

    assert text("paid", waiting=True) == "Waiting for cancellation"
    assert text("paid", "amount_differs") == "Paid · amount differs"
    assert text("paid", "paid_late", "odd_news") == "Paid · odd news from i'mport +1"
    assert text("paid", "paid_late") == "Paid late"
    assert text("paid", "test_payment") == "Test · cancel it"
    assert text("cancelled", "test_payment") == "Test · cancelled"
    assert badges.ticket_badge("waiting", overdue=True).text == "Waiting · overdue"
    assert badges.ticket_badge("cancelled", cause="console").text == "Cancelled elsewhere"


@pytest.mark.parametrize(
    ("language", "ages"),
    [
        ("en", ["0 s", "59 s", "1 min", "4 h", "6 d", "10 d", "25 d", "400 d"]),
        ("ko", ["0초", "59초", "1분", "4시간", "6일", "10일", "25일", "400일"]),
    ],
    indirect=["language"],
)
def test_ages_are_never_rounded_to_weeks(language: str, ages: list[str]) -> None:
    """money.md R24."""
    day = 86400
    seconds = [-5, 59, 119, 4 * 3600 + 5, 6 * day + 9, 10 * day, 25 * day, 400 * day]
    assert [wording.age(each) for each in seconds] == ages


@pytest.mark.parametrize(
    ("language", "list_time", "line_time", "year"),
    [
        ("en", "21 Nov 14:02", "21 Nov 14:02:31", "21 Nov 2026 14:02"),
        ("ko", "11월 21일 14:02", "11월 21일 14:02:31", "2026년 11월 21일 14:02"),
    ],
    indirect=["language"],
)
def test_moments(language: str, list_time: str, line_time: str, year: str) -> None:
    assert wording.moment(NOON, SEOUL, now=NOON) == list_time
    assert wording.moment(NOON, SEOUL, seconds=True) == line_time
    assert wording.moment(NOON, SEOUL, now=NOON + 200 * 86400) == year
    assert wording.moment(0, SEOUL) == ""
    assert wording.brief_moment(NOON, SEOUL, now=NOON + 3600) == "14:02"
    assert wording.brief_moment(NOON, SEOUL, now=NOON + 86400) == list_time.removesuffix(" 14:02")
    assert wording.brief_moment(NOON, SEOUL, now=NOON + 200 * 86400) == "2026-11"
    assert wording.brief_moment(0, SEOUL, now=NOON) == ""


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["US$20.00", "JP¥4,200", "Credit card", "Germany", "Klarna", "newpay"]),
        ("ko", ["US$20.00", "JP¥4,200", "신용카드", "독일", "Klarna", "newpay"]),
    ],
    indirect=["language"],
)
def test_names(language: str, texts: list[str]) -> None:
    assert [
        wording.money(2000, "USD"),
        wording.money(4200, "JPY"),
        wording.method_name("cc"),
        wording.country_name("DE"),
        wording.method_name("sofortbanktransf"),
        wording.method_name("newpay"),
    ] == texts
    assert wording.country_name(None) == ""


@pytest.mark.parametrize(("language", "shown"), [("en", "damaged"), ("ko", "상품 파손")], indirect=["language"])
def test_a_usual_reason_is_shown_in_the_language_of_the_window(language: str, shown: str) -> None:
    assert wording.reason("damaged") == shown
    assert wording.reason("the cup broke") == "the cup broke"
    said = wording.fact_sentence("ticket_requested", {"amount": 100, "reason": "damaged"}, currency="USD", ticket=3)
    assert said.detail == f"“{shown}”"
    assert shown in wording.usual_reasons()


def test_an_unknown_word_is_shown_as_it_is(language: str) -> None:
    assert states.payment_state("frozen") == "frozen"
    assert wording.fact_sentence("moon_landing", {}).text == "moon landing"
    assert wording.need_words("moon_landing", wording.NeedFacts("i", "m", None, 1, "USD", 1, 2, {})).title


# ------------------------------------------------------------ the Korean file


def _messages() -> Iterator[tuple[str, str, str]]:
    root = ET.parse(resource("translations") / "paymentdesk_ko.ts").getroot()
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            assert "type" not in translation.attrib, message.findtext("source")
            yield context.findtext("name", ""), message.findtext("source", ""), translation.text or ""


def test_every_text_is_translated_with_the_same_values() -> None:
    for context, source, korean in _messages():
        assert korean, (context, source)
        assert set(re.findall(r"{\w*}", korean)) == set(re.findall(r"{\w*}", source)), source


def test_no_particle_stands_right_after_a_value() -> None:
    """words.md, style 3."""
    for _, _, korean in _messages():
        assert not re.search(r"}(을|를|이|가|은|는|으로|로|와|과)(?![가-힣])", korean), korean


def test_korean_is_polite_and_calls_things_by_their_names() -> None:
    for context, source, korean in _messages():
        if context == "letter":  # written to Paymentwall, in English
            assert korean == source
            continue
        assert not re.search(r"십시오|하세요|해요|고객님|귀하|죄송|!", korean), korean
        assert "환불" not in korean, korean  # nobody hears "refunded" before it is
        assert not re.search(r"주간|개월", korean), korean
        assert korean.strip() not in {"취소", "Cancel"}, source


def test_the_file_holds_all_texts_of_the_source() -> None:
    """`make words` has been run: no text is missing, none is left over."""
    sources = {source for _, source, _ in _messages()}
    used = "\n".join(file.read_text("utf-8") for file in (ROOT / "paymentdesk").rglob("*.py"))
    for quoted in re.findall(r'translate\(\s*"\w+",\s*"((?:[^"\\]|\\.)*)"\s*\)', used):
        assert quoted.replace('\\"', '"') in sources, quoted


def test_no_translated_text_is_put_together_beforehand() -> None:
    for file in (ROOT / "paymentdesk").rglob("*.py"):
        assert not re.search(r'(translate|tr)\((\s*"\w+",)?\s*f"', file.read_text("utf-8")), file
