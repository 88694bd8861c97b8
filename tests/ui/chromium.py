"""A real browser, driven through its DevTools protocol: one WebSocket, a few commands, every address it asked for."""

from __future__ import annotations

import base64
import json
import os
import secrets
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, build_opener

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
MAY_TAKE = 30.0  # seconds for anything on a busy machine; nothing is asserted of it


def find() -> str | None:
    """A Chromium on this machine, or None."""
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in PLACES if Path(place).exists()), None)


class Stuck(AssertionError):
    """The browser did not do something in time."""


class Socket:
    """A WebSocket client for one page: text frames out, text frames in (RFC 6455)."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._sock = socket.create_connection((parts.hostname, parts.port), timeout=MAY_TAKE)
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        ask = (
            f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self._sock.sendall(ask.encode())
        self._waiting = b""
        while b"\r\n\r\n" not in self._waiting:
            self._waiting += self._sock.recv(4096)
        head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head

    def send(self, text: str) -> None:
        body, mask = text.encode(), secrets.token_bytes(4)
        size = len(body)
        if size < 126:
            head = struct.pack("!BB", 0x81, 0x80 | size)
        else:
            head = struct.pack("!BBH", 0x81, 0xFE, size) if size < 65536 else struct.pack("!BBQ", 0x81, 0xFF, size)
        self._sock.sendall(head + mask + bytes(byte ^ mask[n % 4] for n, byte in enumerate(body)))

    def receive(self) -> str:
        """The next message, put together from its frames."""
        whole = b""
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", self._take(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self._take(8))
            body = self._take(size)
            if first & 0x0F in (0x0, 0x1):
                whole += body
                if first & 0x80:
                    return whole.decode()

    def close(self) -> None:
        self._sock.close()

    def _take(self, size: int) -> bytes:
        while len(self._waiting) < size:
            more = self._sock.recv(65536)
            if not more:
                raise Stuck("the browser hung up")
            self._waiting += more
        taken, self._waiting = self._waiting[:size], self._waiting[size:]
        return taken


class Page:
    """One tab or window. `asked` are the addresses it loaded something from."""

    def __init__(self, address: str) -> None:
        self._socket = Socket(address)
        self._number = 0
        self.asked: list[str] = []
        self.complaints: list[str] = []
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.do(f"{domain}.enable")

    def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            told = json.loads(self._socket.receive())
            if told.get("id") == self._number:
                assert "error" not in told, (method, told["error"])
                result: dict[str, Any] = told["result"]
                return result
            self._happened(told)

    def _happened(self, told: dict[str, Any]) -> None:
        match told.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(told["params"]["request"]["url"])
            case "Log.entryAdded" if told["params"]["entry"]["level"] == "error":
                self.complaints.append(told["params"]["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(told["params"]))

    def value(self, script: str) -> Any:
        """What a piece of JavaScript on the page says."""
        return self.do("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def until(self, script: str) -> Any:
        """Wait until a piece of JavaScript says something true."""
        end = time.monotonic() + MAY_TAKE
        while time.monotonic() < end:
            found = self.value(script)
            if found:
                return found
            time.sleep(0.05)
        raise Stuck(script)

    def go(self, address: str) -> None:
        self.do("Page.navigate", url=address)
        self.until(f"location.href === {json.dumps(address)} && document.readyState === 'complete'")

    def click(self, selector: str) -> None:
        """With the mouse, in the middle of what is seen: what is hidden or covered cannot be clicked."""
        found = f"document.querySelector({json.dumps(selector)})"
        self.value(f"{found}.scrollIntoView({{block: 'center'}})")
        box = self.until(
            f"(() => {{ const r = {found}.getBoundingClientRect(); const x = r.x + r.width / 2, y = r.y + r.height / 2;"
            f" return document.elementFromPoint(x, y) === {found} ? [x, y] : null }})()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.do("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.do("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        self._socket.close()


class Chromium:
    """A browser of its own, with nothing of this machine's and no way to any other host."""

    def __init__(self, program: str, home: Path) -> None:
        self._process = subprocess.Popen(
            [
                program,
                "--headless=new",
                f"--user-data-dir={home}",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--no-first-run",
                "--no-default-browser-check",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                *(["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []),
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._pages: list[Page] = []
        told = home / "DevToolsActivePort"
        self._until(lambda: told.exists() and "\n" in told.read_text())
        self._port = int(told.read_text().splitlines()[0])
        self._opener = build_opener(ProxyHandler({}))

    def page(self, part: str = "about:blank") -> Page:
        """The tab or window whose address holds this, as soon as there is one."""
        found = self._until(lambda: next((each for each in self._targets() if part in each["url"]), None))
        page = Page(found["webSocketDebuggerUrl"])
        self._pages.append(page)
        return page

    def gone(self, part: str) -> None:
        """Wait until no window has such an address."""
        self._until(lambda: all(part not in each["url"] for each in self._targets()))

    def close(self) -> None:
        for page in self._pages:
            page.close()
        self._process.terminate()
        self._process.wait(MAY_TAKE)

    def _targets(self) -> list[dict[str, Any]]:
        with self._opener.open(f"http://127.0.0.1:{self._port}/json/list", timeout=MAY_TAKE) as answer:
            return [each for each in json.load(answer) if each["type"] == "page"]

    def _until(self, true: Callable[[], Any]) -> Any:
        end = time.monotonic() + MAY_TAKE
        while time.monotonic() < end:
            found = true()
            if found:
                return found
            assert self._process.poll() is None, "the browser ended by itself"
            time.sleep(0.05)
        raise Stuck("the browser")
