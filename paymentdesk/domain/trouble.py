"""What can go wrong, named after who must act. `wording` makes sentences of it; nothing else does.

A `Trouble` first of all says what happened to the money; `facts` are the values a sentence needs (money,
ticket numbers, i'mport's own words) and never hold a secret or buyer data.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class MoneyWord(StrEnum):
    """What happened to the money (product.md 6): the first thing every error says."""

    NOT_SENT = "not_sent"
    NOTHING_CHANGED = "nothing_changed"
    UNKNOWN = "unknown"
    REFUSED = "refused"


class Kind(StrEnum):
    """Every kind of trouble. The comment says who must act."""

    # the person who typed it
    NOT_A_NUMBER = "not_a_number"
    TOO_MANY_DECIMALS = "too_many_decimals"
    NOT_POSITIVE = "not_positive"
    NOTE_MISSING = "note_missing"
    REASON_MISSING = "reason_missing"
    BAD_ARGUMENT = "bad_argument"
    FILE_MISSING = "file_missing"
    # the person who asked, after another look
    MORE_THAN_LEFT = "more_than_left"
    UNKNOWN_PAYMENT = "unknown_payment"
    UNKNOWN_ORDER = "unknown_order"
    UNKNOWN_TICKET = "unknown_ticket"
    NOT_PAID = "not_paid"
    TICKET_OPEN = "ticket_open"
    WORST_CASE = "worst_case"
    CHANGED_MEANWHILE = "changed_meanwhile"
    BRAKED = "braked"
    QUESTION_OPEN = "question_open"
    MOVE_NOT_ALLOWED = "move_not_allowed"
    TOO_EARLY = "too_early"
    BALANCE_MOVED = "balance_moved"
    NOTHING_TO_ACCEPT = "nothing_to_accept"
    STOP_QUEUE = "stop_queue"
    NOTHING_TO_STOP = "nothing_to_stop"
    NOT_A_TEST = "not_a_test"
    TOO_MANY_CANCELLATIONS = "too_many_cancellations"
    NOTHING_TO_CANCEL = "nothing_to_cancel"
    TOTAL_NOT_CONFIRMED = "total_not_confirmed"
    BLIND_INTERVAL = "blind_interval"
    BLIND_PAYMENT = "blind_payment"
    ORDER_NOT_PAID = "order_not_paid"
    DELIVERY_INCOMPLETE = "delivery_incomplete"
    DELIVERY_BACKWARDS = "delivery_backwards"
    DELIVERY_HELD = "delivery_held"
    DELIVERY_REFUSED = "delivery_refused"
    WHICH_PAYMENT = "which_payment"
    IN_THE_LIST_TWICE = "in_the_list_twice"
    NO_LIST_HEADERS = "no_list_headers"
    ORDER_EXISTS = "order_exists"
    ORDER_WRONG = "order_wrong"
    ORDER_PAID = "order_paid"
    ORDER_CLOSED = "order_closed"
    ORDER_NOT_CLOSED = "order_not_closed"
    HAS_ORDER = "has_order"
    NOT_ATTACHED = "not_attached"
    UNKNOWN_TEMPLATE = "unknown_template"
    UNKNOWN_IMPORT = "unknown_import"
    IMPORTED_BEFORE = "imported_before"
    UNKNOWN_CUSTOMER = "unknown_customer"
    FILE_UNREADABLE = "file_unreadable"
    FILE_TOO_LARGE = "file_too_large"
    FILE_NOT_WRITABLE = "file_not_writable"
    NO_HEADERS = "no_headers"
    ROWS_WRONG = "rows_wrong"
    NOTHING_TO_IMPORT = "nothing_to_import"
    ALREADY_PAID = "already_paid"
    ORDER_LACKS = "order_lacks"
    PHONE_MISSING = "phone_missing"
    LINK_MAY_EXIST = "link_may_exist"
    NO_LINK = "no_link"
    NO_CHANNEL = "no_channel"
    USER_CODE_MISSING = "user_code_missing"
    NOTHING_TO_VERIFY = "nothing_to_verify"
    MORE_THAN_PAID = "more_than_paid"
    NOTHING_TO_SETTLE = "nothing_to_settle"
    NO_TEST_MARK = "no_test_mark"
    COPY_DAMAGED = "copy_damaged"
    IN_USE = "in_use"
    # i'mport said no to a request
    REFUSED = "refused"
    DECLINED = "declined"
    # nobody: a look at i'mport settles it
    UNCONFIRMED = "unconfirmed"
    LINK_UNKNOWN = "link_unknown"
    ANSWER_NOT_WRITTEN = "answer_not_written"
    # whoever runs the network
    UNREACHABLE = "unreachable"
    NOT_UNDERSTOOD = "not_understood"
    BUSY = "busy"
    # the owner: keys at i'mport
    KEY_REFUSED = "key_refused"
    KEY_MISSING = "key_missing"
    # the owner: this computer
    FOLDER_NOT_WRITABLE = "folder_not_writable"
    DATABASE_NEWER = "database_newer"
    DATABASE_DAMAGED = "database_damaged"
    OTHER_SHOP = "other_shop"
    SETTINGS_UNREADABLE = "settings_unreadable"
    SETTINGS_NEWER = "settings_newer"
    SENDER_BUSY = "sender_busy"


_MONEY = {
    Kind.REFUSED: MoneyWord.REFUSED,
    Kind.UNCONFIRMED: MoneyWord.UNKNOWN,
    Kind.ANSWER_NOT_WRITTEN: MoneyWord.UNKNOWN,
}


class Trouble(Exception):
    """Something a person can act on. Everything else that is raised is a bug.

    `money` is what happened to the money; for an act that would have sent something it is `not_sent`.
    `possible` says whether something else on that payment can still move (R24): it decides between
    "No money was moved" and "Nothing more was sent".
    """

    def __init__(
        self,
        kind: Kind,
        facts: Mapping[str, Any] | None = None,
        *,
        money: MoneyWord | None = None,
        possible: bool = False,
    ) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.facts: dict[str, Any] = dict(facts or {})
        self.money = money or _MONEY.get(kind, MoneyWord.NOT_SENT)
        self.possible = possible

    def __repr__(self) -> str:
        return f"Trouble({self.kind.value})"
