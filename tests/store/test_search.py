"""Any part of any field finds the payment, indexed or not yet, and nothing that changed stays behind."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paymentdesk.domain.money import major_text
from paymentdesk.domain.payment import Payment, PaymentStatus
from paymentdesk.store import ledger, migrations, queries, search
from paymentdesk.store.database import Database, open_database
from paymentdesk.store.ledger.payments import Cached, New
from paymentdesk.store.queries import Filter
from paymentdesk.store.tables import PaymentRow

from .conftest import PAYMENT, add_payment

TEXT = st.text(st.sampled_from("aBç%_\"'*\\-.ßİ한민준é \n이0"), max_size=8) | st.text(max_size=5)
FIELDS = ("merchant_uid", "name", "buyer_name", "buyer_email", "pg_tid", "method", "pay_method", "fail_reason")


def _found(database: Database, text: str) -> set[str]:
    with database.reader() as c:
        asked = Filter(search=text, limit=100)
        found = queries.list_payments(c, asked)
        assert queries.count_payments(c, asked) == len(found)
        return {row.imp_uid for row in found}


def _index(database: Database) -> int:
    with database.atomic():
        return search.index_pending(database.db)


def _whole(database: Database) -> None:
    with database.atomic():
        database.db.execute_sql("INSERT INTO payment_search (payment_search, rank) VALUES ('integrity-check', 1)")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    payments=st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXT)), min_size=1, max_size=3),
    amount=st.integers(1, 10**9),
    indexed=st.sampled_from([0, 1, 10]),
    data=st.data(),
)
def test_a_part_of_any_field_finds_it(
    database: Database, payments: list[dict[str, str]], amount: int, indexed: int, data: st.DataObject
) -> None:
    with database.atomic():
        PaymentRow.delete().execute()
        for n, fields in enumerate(payments):
            row = {**PAYMENT, **fields, "amount": amount + n}
            PaymentRow.insert(imp_uid=f"imp_{n}", **row).execute()
        search.index_pending(database.db, 2 * indexed)
    for n, fields in enumerate(payments):
        field = data.draw(st.sampled_from([*fields.values(), major_text(amount + n, "USD"), f"imp_{n}"]))
        start = data.draw(st.integers(0, len(field)))
        part = field[start : data.draw(st.integers(start, len(field)))]
        assert f"imp_{n}" in _found(database, part)


@pytest.mark.parametrize("indexed", [False, True])
@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("민준", True), ("김민준", True), (unicodedata.normalize("NFD", "민준"), True), ("54.00", True),
        ("54.0", True), ("5400", False), ("JACK@", True), ("jack cup", True), ("jack bowl", False),
        ("don cup", True), ("nd", False), ("%", False), ("_1", True), ('"', False), ("HB-1 imp_1 usd", True),
        ("cupHB", False), ("", True), ("  ", True),
    ],
)  # fmt: skip
def test_what_people_type(database: Database, text: str, finds: bool, indexed: bool) -> None:
    columns = {"buyer_name": "김민준", "buyer_email": "jack@example.com", "name": "Celadon cup"}
    add_payment(database, "imp_1", **columns)
    if indexed:
        assert _index(database) == 1
    assert _found(database, text) == ({"imp_1"} if finds else set())


@pytest.mark.parametrize(("amount", "currency", "text"), [(18900, "KRW", "18900"), (1234567, "BHD", "1,234.567")])
def test_amounts_as_they_are_written(database: Database, amount: int, currency: str, text: str) -> None:
    add_payment(database, "imp_1", amount=amount, currency=currency)
    assert _found(database, text) == {"imp_1"}


def test_a_change_replaces_what_was_found(database: Database) -> None:
    add_payment(database, "imp_1", buyer_name="Aiko")
    assert (_index(database), _index(database)) == (1, 0)
    with database.atomic():
        PaymentRow.update(buyer_name="Marta").execute()
    for _ in range(2):
        assert _found(database, "aiko") == set()
        assert _found(database, "marta") == {"imp_1"}
        _index(database)
    with database.atomic():
        PaymentRow.update(seen_at=9, changed_at=9).execute()
    assert _index(database) == 0  # nothing that can be found has changed
    _whole(database)
    with database.atomic():
        PaymentRow.delete().execute()
    assert _found(database, "marta") == set()
    assert _index(database) == 0  # what is gone is out of the index at once
    _whole(database)
    with database.reader() as c:
        assert c.execute("SELECT count(*) FROM search_text").fetchone()[0] == 0


UPSERT = (
    "INSERT INTO payment (imp_uid, state, buyer_name, {rest}) VALUES (?, ?, ?, {marks})"
    " ON CONFLICT (imp_uid) DO UPDATE SET state = excluded.state, buyer_name = excluded.buyer_name"
)


def _meet(database: Database, imp_uid: str, state: str, buyer_name: str) -> None:
    """As a payment that nobody knew is written: with its text."""
    if PaymentRow.get_or_none(PaymentRow.imp_uid == imp_uid) is None:
        payment = Payment(imp_uid, "", PaymentStatus(state), 5400, 0, "USD", buyer_name=buyer_name)
        database.db.execute_sql("DELETE FROM raw WHERE payment NOT IN (SELECT id FROM payment)")  # no payment ever goes
        columns, text = ledger.payments.written(payment, 0, "", Cached(state, False, 0, 0, False, ""))
        ledger.payments.add(database, [New(columns, text, b"{}")], 1, 1)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["meet", "upsert", "replace", "delete", "index"]),
            st.integers(1, 3),
            st.sampled_from(["paid", "ready", "cancelled"]),
            st.sampled_from(["aiko", "marta"]),
        ),
        max_size=8,
    )
)
def test_counters_and_index_follow_every_way_of_writing(
    database: Database, acts: list[tuple[str, int, str, str]]
) -> None:
    rest = {**PaymentRow._meta.get_default_dict(), **PAYMENT}
    rest = {f'"{name}"': value for name, value in rest.items() if name not in ("state", "buyer_name")}
    upsert = UPSERT.format(rest=", ".join(rest), marks=", ".join("?" * len(rest)))
    with database.atomic():
        PaymentRow.delete().execute()
        for act, n, state, name in acts:
            values = (f"imp_{n}", state, name, *rest.values())
            match act:
                case "meet":
                    _meet(database, f"imp_{n}", state, name)
                case "upsert":
                    database.db.connection().executemany(upsert, [values])
                case "replace":
                    replace = upsert.partition(" ON CONFLICT")[0].replace("INSERT", "INSERT OR REPLACE")
                    database.db.execute_sql(replace, values)
                case "delete":
                    PaymentRow.delete().where(PaymentRow.imp_uid == f"imp_{n}").execute()
                case _:
                    search.index_pending(database.db, 2)
    with database.reader() as c:
        rows = queries.list_payments(c, Filter())
        counts = queries.payment_counts(c)
        assert counts["all"] == len(rows)
        for state in ("paid", "ready"):
            assert counts[state] == sum(row.state == state for row in rows)
    for indexed in (False, True):
        for name in ("aiko", "marta"):
            assert _found(database, name) == {row.imp_uid for row in rows if row.buyer_name == name}, indexed
        _index(database)
    _whole(database)


def test_a_text_with_every_trigram_of_a_word_need_not_hold_the_word(database: Database) -> None:
    """The index knows which trigrams a text has, not where."""
    with database.atomic():
        PaymentRow.insert(imp_uid="imp_word", **{**PAYMENT, "name": "abcde"}).execute()
        PaymentRow.insert(imp_uid="imp_parts", **{**PAYMENT, "name": "abcd bcde"}).execute()
    _index(database)
    assert _found(database, "abcde") == {"imp_word"}
    assert _found(database, "abcd") == {"imp_word", "imp_parts"}


def test_step_10_tells_what_is_indexed_from_what_has_a_text(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr("paymentdesk.store.database.MIGRATIONS", migrations.MIGRATIONS[:9])
        old = open_database(path, backups=path.parent / "backups")
        with old.atomic():
            for n in range(1, 4):
                PaymentRow.insert(imp_uid=f"imp_{n}", **PAYMENT | {"buyer_name": f"Aiko {n}"}).execute()
            for statement in (
                "INSERT INTO search_text SELECT id, 'aiko ' || id FROM payment WHERE id < 3",
                "INSERT INTO payment_search (rowid, text) SELECT payment, text FROM search_text",
                "INSERT INTO payment_count SELECT state, count(*) FROM payment WHERE id < 3 GROUP BY state",
            ):
                old.db.execute_sql(statement)
        old.close()
    now = open_database(path, backups=path.parent / "backups")
    try:
        assert search.fresh(now.db) == 1
        for indexed in (1, 0):
            assert _found(now, "aiko") == {"imp_1", "imp_2", "imp_3"}
            with now.reader() as reader:
                assert queries.payment_counts(reader)["all"] == 3
            assert _index(now) == indexed
        _whole(now)
    finally:
        now.close()
