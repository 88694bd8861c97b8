"""The walk: everything i'mport has, oldest change first, in windows of time. What moves while it is read is never
missed, a kill loses at most the page in hand.

A list filters and sorts by the time of the current status (domain.md 3.6.2): a payment that changes leaves its place
for now, and every later row moves up by one. So the walk asks for what is not older than the newest row it has seen,
never for a page by its number; only where one second holds more than a page does it count pages, from the last to the
first, because a row that leaves can then only push others to pages that are still to be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial

from msgspec import Raw

from paymentdesk.gateway import wire
from paymentdesk.gateway.wire import Page
from paymentdesk.services.ahead import Ahead
from paymentdesk.services.aside import Aside, Sights
from paymentdesk.services.ingest import Ingested, Look, ingest_within
from paymentdesk.services.looking import asked
from paymentdesk.services.recent import singly, watermark
from paymentdesk.services.shop import Shop
from paymentdesk.store import ledger

KEY = "walk"
SOURCE = "full"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk is. Times are UNIX seconds of i'mport; the walk goes from `first` to `began` in windows of `span`
    that overlap by `slack`: a change on a border is read twice, never not at all."""

    first: int
    began: int
    span: int
    slack: int
    opened: int  # where the window begins
    low: int  # what changed before is read
    left: int = 0  # rows that must still be there from `low` on, by what the page before said,
    before: int = 0  # which began here
    until: int = 0  # where it counts pages: from `low` to here,
    page: int = 1  # this one,
    falling: bool = False  # on the way back from the last one

    @property
    def end(self) -> int:
        """Where the window ends. The last one ends where the walk began: what changes later is read afterwards."""
        return min(self.opened + self.span, self.began)

    @property
    def windows(self) -> tuple[int, int]:
        """How many windows are done, and how many there are."""
        step = max(1, self.span - self.slack)
        return (self.opened - self.first) // step, max(1, -(-(self.began - self.first) // step))

    def after(self, page: Page) -> Place | None:
        """Where to read on when this page was read; None when that was the last one."""
        if self.until:
            return self._after_number(page)
        if page.total < self.left:
            # Some left between two calls and come again; or the list is sorted by another time than it filters by.
            return replace(self, low=self.before, left=0, until=self.low, page=1, falling=False)
        if not page.next:
            return self._next_window()
        times = [row.listed_at for row in page.rows if self.low <= row.listed_at <= self.end]
        newest = max(times, default=None)
        if newest is None or newest == self.low:
            # No row tells its time, or one second holds more than a page.
            return replace(self, left=0, until=newest or self.end, page=1, falling=False)
        older = len(page.rows) + len(page.nameless) - times.count(newest)
        return replace(self, low=newest, before=self.low, left=page.total - older)

    def _after_number(self, page: Page) -> Place | None:
        if not self.falling and page.next:
            size = len(page.rows) + len(page.nameless)
            return replace(self, page=-(-page.total // max(1, size)), falling=True)
        if self.falling and self.page > 1:
            return replace(self, page=self.page - 1)
        if self.until >= self.end:
            return self._next_window()
        return replace(self, low=self.until + 1, left=0, until=0, page=1, falling=False)

    def _next_window(self) -> Place | None:
        if self.end >= self.began:
            return None
        opened = self.end - self.slack
        return replace(self, opened=opened, low=opened, left=0, until=0, page=1, falling=False)


def walk(shop: Shop) -> Iterator[tuple[Ingested, int, int]]:
    """Every step is one call read ahead and one transaction; answers what came in, and windows done and in all."""
    place = _place(shop)
    with Aside(SOURCE) as aside, Ahead(partial(_page, shop, aside)) as ahead:
        number, following, news = shop.begin_look(), None, False
        ahead.ask((place, news))
        while True:
            page, sights = ahead.take()
            following, this = place.after(page), number
            if following is not None:
                number = shop.begin_look()
                ahead.ask((following, news))  # fetched while this page is written
            with shop.database.atomic():
                came = ingest_within(shop, Look(this, SOURCE), page.rows, bad=page.nameless, sights=sights)
                news = came.new > 0
                if sure := not came.doubtful:
                    _keep(shop, place, following)  # with the page: a commit waits for the disk
            yield from ((each, *place.windows) for each in singly(shop, came, SOURCE))
            if not sure:
                _keep(shop, place, following)
            if following is None:
                return
            place = following


def first_moment(shop: Shop) -> int:
    """UNIX seconds before which i'mport has nothing."""
    return int(datetime(shop.settings.first_year, 1, 1, tzinfo=UTC).timestamp())


def _place(shop: Shop) -> Place:
    """Where a walk that was stopped or killed had come to, or the beginning."""
    stored = json.loads(ledger.meta.get(shop.database, KEY) or "{}")
    if "opened" in stored:
        return Place(**stored)
    first, span = first_moment(shop), shop.settings.window_days * 86400
    return Place(first, shop.now(), span, shop.settings.watermark_slack, opened=first, low=first)


def _page(shop: Shop, aside: Aside, question: tuple[Place, bool]) -> tuple[Page, Sights]:
    """The page at a place; its records are worked out as well where they are likely to be news."""
    place, news = question
    sights: Sights = {}

    def read(response: Raw) -> Page:
        page, found = aside.read(response) if news else (wire.page(response), {})
        sights.update(found)
        return page

    client, limit = shop.client, shop.settings.page_size
    until = place.until or place.end
    listed = partial(client.payments_by_status, "all", place.low, until, page=place.page, limit=limit, read=read)
    return asked(listed), sights


def _keep(shop: Shop, place: Place, following: Place | None) -> None:
    """Write down where the walk is, and what is complete by it."""
    database, now = shop.database, shop.now()
    with database.atomic():
        if following is None or following.opened != place.opened:
            ledger.meta.covered(database, place.opened, place.end, now)
        if following is not None:
            ledger.meta.put(database, KEY, json.dumps(asdict(following)))
            return
        ledger.meta.drop(database, KEY)
        ledger.meta.put(database, "full_at", str(now))
        ledger.meta.put(database, "full_since", str(place.began))
        mark, complete = watermark(shop), place.began - place.slack
        if mark is None or mark < complete or mark > now:  # never back, unless a wrong clock had set it
            ledger.meta.put(database, "watermark", str(complete))
        had = ledger.meta.get(database, "read_since")
        ledger.meta.put(database, "read_since", str(place.first if had is None else min(int(had), place.first)))
