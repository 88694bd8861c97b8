"""What was found when a ledger or a copy of it was checked, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.wording.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

_TEXTS = {
    "file": QT_TRANSLATE_NOOP("proof", "the file is whole"),
    "file_damaged": QT_TRANSLATE_NOOP("proof", "the file is damaged: {said}"),
    "chain": QT_TRANSLATE_NOOP("proof", "all {count} facts follow each other unchanged"),
    "chain_broken": QT_TRANSLATE_NOOP("proof", "the chain of facts is broken at {count} places: {said}"),
    "computed": QT_TRANSLATE_NOOP("proof", "{count} payments and orders show what their facts say"),
    "computed_differs": QT_TRANSLATE_NOOP(
        "proof", "{count} payments or orders do not show what their facts say: {names}"
    ),
    "locks": QT_TRANSLATE_NOOP("proof", "{count} tickets hold their payment exactly while they are open"),
    "locks_differ": QT_TRANSLATE_NOOP("proof", "{count} tickets hold a payment wrongly: {names}"),
    "journal": QT_TRANSLATE_NOOP("proof", "{count} lines of the send journal, each with its attempt"),
    "journal_damaged": QT_TRANSLATE_NOOP("proof", "the send journal is damaged in line {line}"),
    "journal_more": QT_TRANSLATE_NOOP("proof", "{count} sends of the journal are not in the ledger: {names}"),
    "journal_less": QT_TRANSLATE_NOOP("proof", "{count} sends of the ledger are not in the journal: {names}"),
    "copy": QT_TRANSLATE_NOOP("proof", "{payments} payments, {tickets} tickets and {orders} orders up to {until}"),
    "nothing_in_place": QT_TRANSLATE_NOOP("proof", "no ledger is in place"),
    "unreadable_in_place": QT_TRANSLATE_NOOP("proof", "the ledger in place cannot be read; it is kept all the same"),
    "missing": QT_TRANSLATE_NOOP(
        "proof",
        "would be missing: {payments} payments, {orders} orders, {tickets} tickets and what was noted in {facts} facts;"
        " what i'mport knows comes back with the next look",
    ),
    "nothing_missing": QT_TRANSLATE_NOOP("proof", "nothing would be missing"),
    "from_journal": QT_TRANSLATE_NOOP("proof", "{count} requests come back from the send journal as unconfirmed"),
    "sending_on": QT_TRANSLATE_NOOP("proof", "the send journal tells what was sent since; sending stays possible"),
    "sending_off": QT_TRANSLATE_NOOP(
        "proof", "the send journal does not tell what was sent since; sending stays off until a person has looked"
    ),
}
PROOFS = tuple(_TEXTS)


def proof_sentence(what: str, facts: Mapping[str, Any]) -> str:
    return translate("proof", _TEXTS[what]).format_map(facts)
