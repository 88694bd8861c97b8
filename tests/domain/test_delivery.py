"""What a delivery registration needs, and that it never goes back (domain.md 7)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paymentdesk.domain import delivery as subject
from paymentdesk.domain.delivery import LONGEST, PHYSICAL, STEPS, Delivery, DeliveryFault, DeliveryStatus, FieldFault

NOW = 1_795_000_000
PARCEL = Delivery(
    imp_uid="imp_1", merchant_uid="A-1", order="A-1", kind="physical", status=DeliveryStatus.ORDER_PLACED,
    delivery_at=NOW + 86400, update_at=NOW, email="amy@example.com", carrier="EMS", tracking="EE1KR", country="DE",
    city="Berlin", zip="10115", state="N/A", street="Torstr. 1", phone="+4930", first_name="Amy", last_name="Kim",
)  # fmt: skip


def test_a_tracking_number_that_a_spreadsheet_shortened_is_not_taken() -> None:
    found = subject.faults(replace(PARCEL, tracking="1.23457E+11"), NOW)
    assert [(each.field, each.fault) for each in found] == [("tracking", DeliveryFault.SHORTENED)]


def test_a_whole_parcel_has_no_fault() -> None:
    assert subject.faults(PARCEL, NOW) == ()


@pytest.mark.parametrize("field", [*PHYSICAL, "email"])
def test_what_a_parcel_needs(field: str) -> None:
    for empty in ("", "  "):
        assert subject.faults(replace(PARCEL, **{field: empty}), NOW)[0] == FieldFault(field, DeliveryFault.MISSING)


@pytest.mark.parametrize("field", PHYSICAL)
def test_goods_without_a_parcel_need_no_address(field: str) -> None:
    assert subject.faults(replace(PARCEL, kind="digital", **{field: ""}), NOW) == ()


@pytest.mark.parametrize(("field", "limit"), LONGEST.items())
def test_no_field_is_longer_than_imp_takes(field: str, limit: int) -> None:
    fill = "a@b.c" + "d" * limit if field == "email" else "가" * (limit + 5)
    assert subject.faults(replace(PARCEL, **{field: fill[:limit]}), NOW) == ()
    longer = replace(PARCEL, **{field: fill[: limit + 1]})
    assert subject.faults(longer, NOW) == (FieldFault(field, DeliveryFault.TOO_LONG, limit),)


@pytest.mark.parametrize("email", ["amy", "amy@", "@example.com", "amy@example", "a b@example.com", "amy@example.com "])
def test_an_address_that_is_none(email: str) -> None:
    assert subject.faults(replace(PARCEL, email=email), NOW) == (FieldFault("email", DeliveryFault.NOT_AN_ADDRESS),)


def test_only_what_has_arrived_may_have_done_so_before_today() -> None:
    late = replace(PARCEL, delivery_at=NOW - 3 * 86400)
    assert subject.faults(late, NOW) == (FieldFault("delivery_at", DeliveryFault.BEFORE_NOW),)
    assert subject.faults(replace(late, status=DeliveryStatus.DELIVERED), NOW) == ()


def test_each_step_may_follow_or_be_repeated_and_none_may_go_back() -> None:
    for place, known in enumerate(STEPS):
        assert [subject.backwards(known, wanted) for wanted in STEPS] == [other < place for other in range(len(STEPS))]
    assert not any(subject.backwards("", wanted) for wanted in STEPS)
    steps = [subject.next_step(known) for known in ("", *STEPS)]
    assert steps == [*STEPS, None]


@given(st.lists(st.sampled_from([each.value for each in STEPS])))
def test_the_furthest_step_is_never_behind_another(taken: list[str]) -> None:
    last = subject.furthest(taken)
    assert last == "" if not taken else last in taken
    assert not any(last and subject.backwards(each, DeliveryStatus(last)) for each in taken)


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Amy Kim", ("Amy", "Kim")), ("Ana Maria  Lopez", ("Ana Maria", "Lopez")), ("김민지", ("김민지", ""))],
)
def test_a_name_in_two_parts(name: str, parts: tuple[str, str]) -> None:
    assert subject.first_and_last(name) == parts


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("Torstr. 1, Berlin", ("Torstr. 1", "Berlin")),
        ("Torstr. 1, 10115 Berlin", ("Torstr. 1", "Berlin")),
        ("Flat 3\n12 High Street\nYork", ("Flat 3, 12 High Street", "York")),
        ("Torstr. 1", ("Torstr. 1", "")),
        ("", ("", "")),
    ],
)
def test_an_address_in_one_line(address: str, parts: tuple[str, str]) -> None:
    assert subject.street_and_city(address, "10115") == parts
