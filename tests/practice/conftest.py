"""A client of the practice server that holds every call and answer against the official file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest
from openapi_core.testing import MockResponse

from paymentdesk.practice.server import PracticeServer

TESTS = Path(__file__).resolve().parent.parent
METHODS = TESTS.parent / "resources" / "paymentwall-methods.csv"
START = 1_790_000_000
DAY = 24 * 3600


class Client:
    """i'mport's side with a token, and the control interface."""

    def __init__(self, server: PracticeServer, official: OpenAPI) -> None:
        self.server = server
        self._official = official
        self._token: str | None = None

    def send(self, method: str, path: str, *, check: bool = True, **given: Any) -> requests.Response:
        """One call as it stands, with the token; valid by the official file unless `check` is off."""
        if "headers" not in given:
            given["headers"] = {"Authorization": f"Bearer {self.token}"}
        with requests.Session() as session:
            session.trust_env = False
            request = requests.Request(method, self.server.url + path, **given)
            answer = session.send(session.prepare_request(request), allow_redirects=False, timeout=10)
        if check:
            asked = RequestsOpenAPIRequest(request)
            self._official.validate_request(asked)
            self._official.validate_response(asked, _as_the_file_means_it(answer))
        return answer

    def get(self, path: str, *, check: bool = True, **query: Any) -> Any:
        """The envelope of a look-up, with decimals; `status` holds the HTTP status."""
        query = {name.removesuffix("_"): value for name, value in query.items()}
        answer = self.send("GET", path, params=query, check=check)
        return {"status": answer.status_code} | decimals(answer)

    def post(self, path: str, body: dict[str, Any], *, method: str = "POST", form: bool = False) -> Any:
        answer = self.send(method, path, **{"data" if form else "json": body})
        return {"status": answer.status_code} | decimals(answer)

    @property
    def token(self) -> str:
        if self._token is None:
            self._token = self.get_token()["access_token"]
        return self._token

    def get_token(self) -> dict[str, Any]:
        keys = {"imp_key": self.server.imp_key, "imp_secret": self.server.imp_secret}
        answer = self.send("POST", "/users/getToken", json=keys, headers={})
        return dict(decimals(answer)["response"])

    def control(self, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
        answer = requests.request(method, self.server.control_url + path, json=body, timeout=10)
        assert answer.status_code == status, answer.text
        return decimals(answer)

    def payment(self, **fields: Any) -> dict[str, Any]:
        """A payment made through the control interface: 60.00 USD, paid, unless said otherwise."""
        return dict(self.control("POST", "/payments", {"amount": 60, "status": "paid"} | fields))

    def fault(self, kind: str, path: str = "/payments", **fields: Any) -> None:
        self.control("POST", "/faults", {"path": path, "kind": kind, **fields})

    def look(self, imp_uid: str) -> dict[str, Any]:
        return dict(self.get(f"/payments/{imp_uid}", include_sandbox="true")["response"])

    def tickets(self) -> list[dict[str, Any]]:
        return list(self.control("GET", "/tickets")["tickets"])


def _as_the_file_means_it(answer: requests.Response) -> MockResponse:
    """A `response` that is null may be missing as well: validators do not accept the file's nullable + allOf."""
    content = answer.json()
    if content["response"] is None:
        del content["response"]
    return MockResponse(json.dumps(content).encode(), answer.status_code)


def decimals(answer: requests.Response) -> Any:
    return json.loads(answer.content, parse_float=Decimal)


@pytest.fixture(scope="session")
def official() -> OpenAPI:
    """The official file, of which only the calls the practice shop has: others still hold slips."""
    file = json.loads((TESTS / "spec" / "iamport-v1.openapi3.json").read_text(encoding="utf-8"))
    ours = ("/users/getToken", "/users/pg", "/payments", "/paymentwall/delivery")
    file["paths"] = {path: calls for path, calls in file["paths"].items() if path.startswith(ours)}
    for path in [path for path in file["paths"] if "/naver/" in path or path.endswith("/balance")]:
        del file["paths"][path]
    for call in (call for calls in file["paths"].values() for call in calls.values()):
        for parameter in call["parameters"]:
            parameter["schema"].pop("default", None)  # examples, some of them of another type
    return OpenAPI.from_dict(file)


@pytest.fixture
def client(practice: PracticeServer, official: OpenAPI) -> Client:
    return Client(practice, official)


@pytest.fixture
def serve(official: OpenAPI) -> Iterator[Callable[..., Client]]:
    """Starts further servers, whose clocks stand still unless told otherwise."""
    servers: list[PracticeServer] = []

    def start(**given: Any) -> Client:
        settings: dict[str, Any] = {"start": START, "speed": 0, "methods": METHODS} | given
        server = PracticeServer(**settings)
        servers.append(server)
        server.start()
        return Client(server, official)

    yield start
    for server in servers:
        server.stop()
