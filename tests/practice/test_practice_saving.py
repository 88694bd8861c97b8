"""A practice shop that is closed goes on where it was left, also if its process was killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paymentdesk.practice.scenarios import ordinary_week

START = 1_790_000_000
HOUR = 3600
METHODS = Path(__file__).resolve().parents[2] / "resources" / "paymentwall-methods.csv"

Serve = Callable[..., Any]


def everything(client: Any) -> dict[str, Any]:
    """What a client and the control interface can see."""
    page = client.get("/payments/status/all", check=False, limit=1000)
    return {
        "payments": page["response"],
        "tickets": client.tickets(),
        "channels": client.get("/users/pg")["response"],
        "clock": client.control("GET", "/clock")["now"],
    }


@pytest.fixture
def full(serve: Serve) -> Any:
    """A week behind it, its staff at work, and one of everything a merchant leaves at i'mport."""
    client = serve(seed=7)
    client.server.load(ordinary_week(7, START))
    paid = client.payment(merchant_uid="A-1", amount=60, custom_data='{"a": 1.50}')
    for each in (paid, *(client.payment(method=method) for method in ["cc", "fanapay"] * 4)):
        client.post("/payments/cancel", {"imp_uid": each["imp_uid"], "amount": 20, "checksum": 60, "reason": "r"})
    client.post("/payments/prepare", {"merchant_uid": "A-2", "amount": 19.9, "currency": "USD"})
    client.control("POST", f"/payments/{paid['imp_uid']}/record", {"odd": 1.50, "amount": "x", "_missing": ["pg_id"]})
    return client


def test_everything_is_there_again_and_goes_on_alike(full: Any, serve: Serve, tmp_path: Path) -> None:
    full.server.save(tmp_path / "shop.json")
    again = serve(seed=1, start=START + 90 * 24 * HOUR)
    assert again.server.load_saved(tmp_path / "shop.json")
    assert everything(again) == everything(full)
    order = "/payments/prepare/A-2"
    assert again.get(order) == full.get(order)
    # The same days pass in both: the staff decides alike, buyers pay alike, the next numbers are the same.
    for client in (full, again):
        client.control("POST", "/advance", {"seconds": 5 * 24 * HOUR})
    then = everything(full)
    assert then["tickets"] == everything(again)["tickets"]
    assert {ticket["state"] for ticket in then["tickets"]} >= {"cancelled", "rejected"}
    assert full.payment(started_at=START) == again.payment(started_at=START)
    assert everything(again) == everything(full)


def test_links_and_late_approvals_go_on(client: Any, serve: Serve, tmp_path: Path) -> None:
    order = {"title": "t", "user_code": "u", "amount": 5, "merchant_uid": "L-1", "name": "n", "currency": "USD",
             "buyer_tel": "1", "buyer_name": "Ida Son", "buyer_email": "i@example.com"}  # fmt: skip
    body = {"payment_info": json.dumps(order)}
    link = client.send("POST", "/api/supplements/v1/link/payment", json=body, check=False).json()["shortenedUrl"]
    path = link.removeprefix(client.server.url)
    assert client.send("POST", path, data={"act": "review"}, check=False).status_code == 200
    client.server.save(tmp_path / "shop.json")
    again = serve()
    assert again.server.load_saved(tmp_path / "shop.json")
    assert again.get("/payments/find/L-1")["response"]["status"] == "failed"
    assert again.send("GET", path, check=False).status_code == 200
    again.control("POST", "/advance", {"seconds": 4 * HOUR})
    assert again.get("/payments/find/L-1")["response"]["status"] == "paid"


def test_webhooks_held_back_still_leave(client: Any, serve: Serve, tmp_path: Path) -> None:
    client.control("POST", "/webhooks", {"url": "http://127.0.0.1:9/hook", "delay_seconds": 60})
    ready = client.payment(status="ready")
    client.control("POST", f"/payments/{ready['imp_uid']}/pay")
    client.server.save(tmp_path / "shop.json")
    again = serve()
    again.server.load_saved(tmp_path / "shop.json")
    assert again.control("POST", "/advance", {"seconds": 60})["happened"] == 1


def test_the_file_holds_no_key_and_is_the_same_for_the_same_shop(full: Any, tmp_path: Path) -> None:
    full.server.save(tmp_path / "one.json")
    full.server.save(tmp_path / "two.json")
    text = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert text == (tmp_path / "two.json").read_text(encoding="utf-8")
    for secret in (full.server.imp_key, full.server.imp_secret, full.token):
        assert secret not in text
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["one.json", "two.json"]


def test_each_run_has_a_new_key(full: Any, serve: Serve, tmp_path: Path) -> None:
    full.server.save(tmp_path / "shop.json")
    again = serve()
    again.server.load_saved(tmp_path / "shop.json")
    assert again.server.imp_key != full.server.imp_key
    headers = {"Authorization": f"Bearer {full.token}"}
    assert again.send("GET", "/users/pg", headers=headers, check=False).status_code == 401


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: None,
        lambda text: b"",
        lambda text: text[:-200],
        lambda text: b"\x00" * len(text),
        lambda text: text.replace(b'"version":1', b'"version":2'),
        lambda text: text.replace(b'"paid_at"', b'"pad_at"', 1).replace(b'"imp_uid"', b'"imp_id"', 1),
        lambda text: text.replace(b'"chance":[3,[', b'"chance":[3,[1,'),
        lambda text: b"[]",
    ],
)
def test_a_missing_or_damaged_file_is_no_shop(
    client: Any, serve: Serve, tmp_path: Path, spoil: Callable[[bytes], bytes | None]
) -> None:
    client.payment()
    path = tmp_path / "shop.json"
    client.server.save(path)
    spoilt = spoil(path.read_bytes())
    path.unlink() if spoilt is None else path.write_bytes(spoilt)
    again = serve()
    kept = again.payment(merchant_uid="B-1")
    assert not again.server.load_saved(path)
    assert again.look(kept["imp_uid"])["merchant_uid"] == "B-1", "nothing was changed"


def test_a_kept_shop_is_saved_before_anybody_hears_of_a_change(client: Any, serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "practice" / "shop.json"
    client.server.keep_at(path)
    for number, kind in enumerate((None, "drop_after", "html"), 1):
        paid = client.payment()
        if kind:
            client.fault(kind, "/payments/cancel")
        try:
            client.send("POST", "/payments/cancel", json={"imp_uid": paid["imp_uid"], "amount": 1}, check=False)
        except OSError:
            client.look(paid["imp_uid"])  # the next answer anybody gets
        # As after a kill: nothing was said to the first server.
        again = serve()
        assert again.server.load_saved(path)
        assert len(again.tickets()) == number
    client.control("POST", "/advance", {"seconds": 77})
    client.server.stop()
    last = serve()
    last.server.load_saved(path)
    assert last.server.clock.now() == START + 77


@pytest.mark.expects_log("the practice shop could not be saved")
def test_a_shop_that_cannot_be_saved_goes_on(client: Any, tmp_path: Path) -> None:
    path = tmp_path / "shop.json"
    client.server.keep_at(path)
    path.unlink()
    path.mkdir()
    (path / "in the way").touch()
    assert client.payment()["status"] == "paid"


def test_a_killed_process_is_found_again(tmp_path: Path, serve: Serve) -> None:
    path = tmp_path / "shop.json"
    code = (
        "import sys, threading; from pathlib import Path\n"
        "from paymentdesk.practice.server import PracticeServer\n"
        f"s = PracticeServer(methods=Path({str(METHODS)!r}), start={START}, speed=0)\n"
        f"s.start(); s.keep_at(Path({str(path)!r})); print(s.control_url, flush=True)\n"
        "threading.Event().wait()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        import requests

        address = process.stdout.readline().strip()
        made = [
            requests.post(f"{address}/payments", json={"amount": n}, timeout=10).json()["imp_uid"] for n in range(1, 6)
        ]
        process.kill()
    again = serve()
    assert again.server.load_saved(path)
    assert [payment.imp_uid for payment in again.server.shop.payments] == made
