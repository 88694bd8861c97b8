"""The control interface: others drive the practice shop through it, in tests above all (product.md 7.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from paymentdesk.practice import cancelling, records
from paymentdesk.practice.amounts import ZERO, number
from paymentdesk.practice.faults import KINDS, Fault
from paymentdesk.practice.payment import Payment
from paymentdesk.practice.shop import Impossible, Shop
from paymentdesk.practice.tickets import Ticket
from paymentdesk.practice.webhooks import settings_from
from paymentdesk.practice.wire import Reply, decode, encode

if TYPE_CHECKING:
    from paymentdesk.practice.server import PracticeServer

PREFIX = "/_control"

_Fields = Mapping[str, Any]


class _Unknown(Exception):
    """Nothing here has that number."""


class Control:
    """Every call answers a bare object; errors are 400, 404 or 409 with `error`."""

    def __init__(self, server: PracticeServer) -> None:
        self._server = server
        calls: tuple[tuple[str, str, Callable[..., object]], ...] = (
            ("POST", "/payments", self._create),
            ("POST", "/payments/<imp_uid>/pay", self._pay),
            ("POST", "/payments/<imp_uid>/fail", self._fail),
            ("POST", "/payments/<imp_uid>/chargeback", self._chargeback),
            ("POST", "/payments/<imp_uid>/void", self._void),
            ("POST", "/payments/<imp_uid>/record", self._record),
            ("GET", "/tickets", self._tickets),
            ("POST", "/tickets/<number>/decide", self._decide),
            ("POST", "/console-cancel/<imp_uid>", self._console_cancel),
            ("POST", "/advance", self._advance),
            ("GET", "/clock", self._clock),
            ("POST", "/faults", self._add_fault),
            ("GET", "/faults", self._faults),
            ("DELETE", "/faults", self._clear_faults),
            ("POST", "/webhooks", self._set_webhooks),
            ("GET", "/webhooks", self._webhooks),
            ("GET", "/requests", self._requests),
            ("GET", "/scenario", self._scenario),
            ("POST", "/reset", self._reset),
        )
        self._calls = {f"{method} {path}": answer for method, path, answer in calls}
        rules = [Rule(path, methods=[method], endpoint=f"{method} {path}") for method, path, _ in calls]
        self._routes = Map(rules, merge_slashes=False).bind("practice")

    def answer(self, method: str, path: str, body: bytes) -> Reply:
        """`path` is what follows the control address."""
        try:
            endpoint, values = self._routes.match(path or "/", method)
            fields = decode(body) if body.strip() else {}
            if not isinstance(fields, dict):
                raise ValueError("the body must be a JSON object")
            self._shop.catch_up()
            return Reply(200, encode(self._calls[endpoint](fields, **values)))
        except HTTPException as error:
            return _error(404 if error.code == 404 else error.code or 400, "there is no such call")
        except _Unknown as error:
            return _error(404, str(error))
        except Impossible as error:
            return _error(409, str(error))
        except ValueError as error:
            return _error(400, str(error))

    @property
    def _shop(self) -> Shop:
        return self._server.shop

    def _payment(self, imp_uid: str) -> Payment:
        payment = self._shop.payments.get(imp_uid)
        if payment is None:
            raise _Unknown(f"there is no payment {imp_uid}")
        return payment

    def _ticket(self, number: str) -> Ticket:
        ticket = self._shop.tickets.get(int(number)) if number.isdecimal() else None
        if ticket is None:
            raise _Unknown(f"there is no ticket {number}")
        return ticket

    def _create(self, fields: _Fields) -> object:
        with self._shop.lock:
            return records.new_payment(self._shop, fields).wire()

    def _pay(self, fields: _Fields, imp_uid: str) -> object:
        with self._shop.lock:
            payment = self._payment(imp_uid)
            self._shop.pay(payment, _amount(fields))
            return payment.wire()

    def _fail(self, fields: _Fields, imp_uid: str) -> object:
        with self._shop.lock:
            payment = self._payment(imp_uid)
            self._shop.fail(payment, str(fields.get("reason") or "Payment failed"))
            return payment.wire()

    def _chargeback(self, fields: _Fields, imp_uid: str) -> object:
        return self._by_the_bank(fields, imp_uid, "Chargeback")

    def _void(self, fields: _Fields, imp_uid: str) -> object:
        return self._by_the_bank(fields, imp_uid, "Authorization voided")

    def _by_the_bank(self, fields: _Fields, imp_uid: str, usual_reason: str) -> object:
        with self._shop.lock:
            payment = self._payment(imp_uid)
            reason = str(fields.get("reason") or usual_reason)
            cancelling.by_the_bank(self._shop, payment, _amount(fields), reason)
            return payment.wire()

    def _record(self, fields: _Fields, imp_uid: str) -> object:
        with self._shop.lock:
            payment = self._payment(imp_uid)
            records.overwrite(self._shop, payment, fields)
            return payment.wire()

    def _tickets(self, _: _Fields) -> object:
        with self._shop.lock:
            return {"tickets": [ticket.view() for ticket in self._shop.tickets.all()]}

    def _decide(self, fields: _Fields, number: str) -> object:
        outcome = fields.get("outcome", "cancelled")
        if outcome not in ("cancelled", "rejected"):
            raise ValueError("outcome must be cancelled or rejected")
        reason = fields.get("reason")
        with self._shop.lock:
            ticket = self._ticket(number)
            text = None if reason is None else str(reason)
            cancelling.decide(self._shop, ticket, outcome, _amount(fields), text)
            return ticket.view()

    def _console_cancel(self, fields: _Fields, imp_uid: str) -> object:
        with self._shop.lock:
            payment = self._payment(imp_uid)
            as_ticket = _flag(fields, "ticket")
            ticket = cancelling.in_console(self._shop, payment, _amount(fields), as_ticket=as_ticket)
            return payment.wire() if ticket is None else ticket.view()

    def _advance(self, fields: _Fields) -> object:
        happened = self._server.advance(_seconds(fields, "seconds"))
        return {"now": self._shop.now(), "happened": happened}

    def _clock(self, _: _Fields) -> object:
        return {"now": self._shop.now(), "speed": self._server.clock.speed}

    def _add_fault(self, fields: _Fields) -> object:
        fault = fault_from(fields)
        self._server.faults.add(fault)
        return fault.view()

    def _faults(self, _: _Fields) -> object:
        return {"faults": [fault.view() for fault in self._server.faults.all()]}

    def _clear_faults(self, fields: _Fields) -> object:
        self._server.faults.clear()
        return self._faults(fields)

    def _set_webhooks(self, fields: _Fields) -> object:
        self._server.webhooks.settings = settings_from(fields)
        return self._server.webhooks.settings.view()

    def _webhooks(self, _: _Fields) -> object:
        webhooks = self._server.webhooks
        return {**webhooks.settings.view(), "deliveries": webhooks.deliveries()}

    def _requests(self, _: _Fields) -> object:
        return {"requests": self._server.requests.all()}

    def _scenario(self, _: _Fields) -> object:
        story = self._server.story
        return {"merchant": []} if story is None else story.view()

    def _reset(self, _: _Fields) -> object:
        self._server.reset()
        return {"now": self._shop.now()}


def fault_from(fields: _Fields) -> Fault:
    """A fault as the control interface writes it; ValueError with a sentence if it is none."""
    kind, path = fields.get("kind"), fields.get("path")
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(sorted(KINDS))}")
    if not isinstance(path, str) or not path.startswith("/"):
        raise ValueError("path must begin with a slash")
    status, times = fields.get("status"), fields.get("times", 1)
    if status is not None and not (type(status) is int and 100 <= status <= 599):
        raise ValueError("status must be an HTTP status")
    if type(times) is not int or times < 0:
        raise ValueError("times must be a whole number, 0 for: until it is taken away")
    seconds = _seconds(fields, "seconds") if fields.get("seconds") is not None else None
    imp_uid = fields.get("imp_uid")
    return Fault(
        path=path.rstrip("/") or "/",
        kind=kind,
        status=status,
        seconds=seconds,
        left=times or None,
        imp_uid=None if imp_uid is None else str(imp_uid),
        html=_flag(fields, "html"),
    )


def _amount(fields: _Fields) -> Decimal | None:
    if fields.get("amount") is None:
        return None
    amount = number(fields["amount"])
    if amount <= ZERO:
        raise ValueError("amount must be above 0")
    return amount


def _seconds(fields: _Fields, name: str) -> float:
    seconds = number(fields.get(name))
    if seconds < 0:
        raise ValueError(f"{name} must be 0 or more")
    return float(seconds)


def _flag(fields: _Fields, name: str) -> bool:
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise ValueError(f"{name} must be true or false")
    return value


def _error(status: int, text: str) -> Reply:
    return Reply(status, encode({"error": text}))
