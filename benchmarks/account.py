"""An account at i'mport for benchmarks: records of about 1.5 kB, served in a process of its own.

    python -m benchmarks.account [number of payments]      prints its address, ends with its input

Faster than the practice shop on purpose, so that what is measured is the desk: records are made once, an answer is a
slice of them joined together.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

NAMES = ("김민준", "이서연", "Jack Son", "Aiko Tanaka", "Lena Vogel", "Marta Ruiz", "Noah Kim", "박도윤")
ITEMS = ("Hanji notebook", "Celadon cup", "Ramie scarf", "Tea set", "무선 이어폰", "Norigae")
STATUSES = ("paid",) * 80 + ("failed",) * 8 + ("ready",) * 5 + ("cancelled",) * 7
CURRENCIES = ("USD", "EUR", "KRW", "JPY")
STEP = 60  # seconds from one payment to the next


def record(number: int, at: int, dice: random.Random) -> dict[str, Any]:
    """A payment whose state began at `at`, in i'mport's shape (domain.md 3.1)."""
    currency, status = dice.choice(CURRENCIES), dice.choice(STATUSES)
    amount = dice.randrange(10, 900) * 100 if currency in ("KRW", "JPY") else dice.randrange(500, 90_000) / 100
    part = amount if dice.random() < 0.5 else round(amount / 4, 2) if isinstance(amount, float) else amount // 4
    history = []
    if status == "cancelled":
        reason = dice.choice(("관리자페이지취소", "size", "damaged on the way"))
        history = [
            {
                "pg_tid": f"b{number}", "amount": part, "cancelled_at": at, "reason": reason,
                "receipt_url": None, "cancellation_id": f"can_{number:012d}",
            }
        ]  # fmt: skip
    paid = status in ("paid", "cancelled")
    return {
        "imp_uid": f"imp_{(at * 1000 + number % 1000) % 10**12:012d}",  # they grow with time, in milliseconds
        "merchant_uid": f"HB-{number:08d}",
        "pay_method": "card",
        "channel": "pc",
        "pg_provider": "paymentwall",
        "emb_pg_provider": dice.choice(("cc", "paypal", "sofort", "alipay")),
        "pg_tid": f"b{dice.randrange(10**10):010d}",
        "pg_id": "t_2b1c9d0e7f",
        "sandbox": False,
        "escrow": False,
        "apply_num": f"{dice.randrange(10**8):08d}",
        **dict.fromkeys(("bank_code", "bank_name", "card_code", "card_name", "card_issuer_code", "card_issuer_name")),
        **dict.fromkeys(("card_publisher_code", "card_publisher_name", "card_number", "card_type")),
        "card_quota": 0,
        **dict.fromkeys(("vbank_code", "vbank_name", "vbank_num", "vbank_holder")),
        "vbank_date": 0,
        "vbank_issued_at": 0,
        "name": dice.choice(ITEMS),
        "amount": amount,
        "cancel_amount": sum(entry["amount"] for entry in history),
        "currency": currency,
        "buyer_name": dice.choice(NAMES),
        "buyer_email": f"buyer{number}@example.com",
        "buyer_tel": "010-1234-5678",
        "buyer_addr": "42 Bukchon-ro, Jongno-gu, Seoul",
        "buyer_postcode": "03053",
        "custom_data": json.dumps({"cart": [dice.randrange(10**6) for _ in range(20)], "country": "DE"}),
        "user_agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0",
        "status": status,
        "started_at": at - 90,
        "paid_at": at - 60 if paid else 0,
        "failed_at": at if status == "failed" else 0,
        "cancelled_at": at if status == "cancelled" else 0,
        "fail_reason": "card declined by the issuer" if status == "failed" else None,
        "cancel_reason": history[0]["reason"] if history else None,
        "receipt_url": f"https://receipts.example.com/{number}",
        "cancel_history": history,
        "cancel_receipt_urls": [],
        "deposit_history": [],
        "cash_receipt_issued": False,
        "customer_uid": None,
        "customer_uid_usage": None,
        "promotion": None,
    }


def changed_at(shown: dict[str, Any]) -> int:
    """What i'mport's lists filter by: the time of the current status (domain.md 3.6)."""
    return int(shown[{"ready": "started"}.get(shown["status"], shown["status"]) + "_at"])


class Account:
    """Records sorted by the time of their last change."""

    def __init__(self, count: int, until: int, seed: int = 1) -> None:
        dice = random.Random(seed)
        made = [record(n, until - (count - n) * STEP, dice) for n in range(count)]
        made.sort(key=changed_at)
        self.times = [changed_at(each) for each in made]
        self.records = [json.dumps(each, ensure_ascii=False, separators=(",", ":")).encode() for each in made]
        self.by_number = {each["imp_uid"]: n for n, each in enumerate(made)}

    def answer(self, path: str, query: dict[str, list[str]]) -> tuple[int, bytes]:
        """HTTP status and body."""
        if path == "/users/getToken":
            now = int(time.time())
            grant = {"access_token": "benchmark", "now": now, "expired_at": now + 1800}
            return 200, _framed(json.dumps(grant).encode())
        if path.startswith("/payments/status/"):
            return self._page(query)
        if path == "/payments":
            found = [self.by_number[each] for each in query.get("imp_uid[]", []) if each in self.by_number]
            return 200, _framed(b"[" + b",".join(self.records[n] for n in found) + b"]")
        number = self.by_number.get(unquote(path.rpartition("/")[2]))
        if number is None:
            return 404, b'{"code":1,"message":"no such payment","response":null}'
        return 200, _framed(self.records[number])

    def _page(self, query: dict[str, list[str]]) -> tuple[int, bytes]:
        start, end, page, limit = (int(query[name][0]) for name in ("from", "to", "page", "limit"))
        low, high = bisect_left(self.times, start), bisect_right(self.times, end)
        first = (page - 1) * limit
        if first >= high - low:
            return 400, b'{"code":1,"message":"no such page","response":null}'
        following = page + 1 if first + limit < high - low else 0
        if query["sorting"][0].startswith("-"):
            rows = self.records[max(low, high - first - limit) : high - first][::-1]
        else:
            rows = self.records[low + first : min(high, low + first + limit)]
        head = f'{{"total":{high - low},"previous":{page - 1},"next":{following},"list":['
        return 200, _framed(head.encode() + b",".join(rows) + b"]}")

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last change."""
        return self.times[0], self.times[-1]


def _framed(response: bytes) -> bytes:
    return b'{"code":0,"message":null,"response":' + response + b"}"


class _Handler(StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        while line := self.rfile.readline():
            length = 0
            while (header := self.rfile.readline()) not in (b"\r\n", b""):
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
            self.rfile.read(length)
            target = urlsplit(line.split()[1].decode())
            status, body = self.server.account.answer(target.path, parse_qs(target.query))  # type: ignore[attr-defined]
            head = f"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\nDate: {formatdate(usegmt=True)}\r\n"
            self.wfile.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())
            self.wfile.write(body)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def served(count: int) -> Iterator[str]:
    """The address of an account with so many payments, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.account", str(count)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.communicate()


def main(count: int) -> None:
    account = Account(count, int(time.time()) - 7200)
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.account = account  # type: ignore[attr-defined]
        import threading

        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stdout.write(f"http://127.0.0.1:{server.server_address[1]}\n")
        sys.stdout.flush()
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
