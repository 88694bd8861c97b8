"""What notices say: the name of each kind, and a title with a sentence for what is told as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from paymentdesk.domain.news import News
from paymentdesk.domain.ticket import ticket_name
from paymentdesk.wording import states
from paymentdesk.wording.activity import trouble_word
from paymentdesk.wording.marking import QT_TRANSLATE_NOOP
from paymentdesk.wording.names import money, several

translate = QCoreApplication.translate

_KINDS = {
    News.SETTLED: QT_TRANSLATE_NOOP("notice", "Ticket settled"),
    News.REJECTED: QT_TRANSLATE_NOOP("notice", "Ticket rejected or refused"),
    News.OVERDUE: QT_TRANSLATE_NOOP("notice", "Ticket overdue"),
    News.DIFFERS: QT_TRANSLATE_NOOP("notice", "Payment does not fit its order"),
    News.LATE_APPROVAL: QT_TRANSLATE_NOOP("notice", "Late approval"),
    News.ELSEWHERE: QT_TRANSLATE_NOOP("notice", "Cancelled elsewhere"),
    News.SYNC_BROKEN: QT_TRANSLATE_NOOP("notice", "i'mport silent for 10 minutes"),
    News.TOO_MANY: QT_TRANSLATE_NOOP("notice", "Many cancellations at once"),
}
_ONE = {
    News.SETTLED: QT_TRANSLATE_NOOP("notice", "i'mport shows what was asked for as done."),
    News.REJECTED: QT_TRANSLATE_NOOP("notice", "It was not carried out; look at it before anything else is asked."),
    News.OVERDUE: QT_TRANSLATE_NOOP("notice", "It waits longer than expected; ask Paymentwall."),
    News.DIFFERS: QT_TRANSLATE_NOOP("notice", "Do not ship before a person has looked."),
    News.LATE_APPROVAL: QT_TRANSLATE_NOOP("notice", "It was paid after it had failed or its order was closed."),
    News.ELSEWHERE: QT_TRANSLATE_NOOP("notice", "Nobody at this desk asked for it."),
    News.SYNC_BROKEN: QT_TRANSLATE_NOOP("notice", "No cancellation is affected: what you see is older."),
    News.TOO_MANY: QT_TRANSLATE_NOOP("notice", "Look at them first; notices of single ones are held back."),
}
_MANY = {
    News.SETTLED: QT_TRANSLATE_NOOP("notice", "{n} tickets settled"),
    News.REJECTED: QT_TRANSLATE_NOOP("notice", "{n} tickets rejected or refused"),
    News.OVERDUE: QT_TRANSLATE_NOOP("notice", "{n} tickets overdue"),
    News.DIFFERS: QT_TRANSLATE_NOOP("notice", "{n} payments do not fit their orders"),
    News.LATE_APPROVAL: QT_TRANSLATE_NOOP("notice", "{n} late approvals"),
    News.ELSEWHERE: QT_TRANSLATE_NOOP("notice", "{n} cancellations made elsewhere"),
    News.SYNC_BROKEN: QT_TRANSLATE_NOOP("notice", "i'mport silent {n} times"),
}


@dataclass(frozen=True, slots=True)
class NoticeWords:
    title: str
    text: str


def news_kind(kind: News) -> str:
    """What can be switched on and off is called."""
    return translate("notice", _KINDS[kind])


def notice_words(notice: Any, *, moment: Callable[[int], str] = str) -> NoticeWords:
    """What a notice (`store.queries.Notice`) says; `moment` writes UNIX seconds for people."""
    kinds: Mapping[News, int] = notice.kinds
    if News.TOO_MANY in kinds:
        return NoticeWords(news_kind(News.TOO_MANY), translate("notice", _ONE[News.TOO_MANY]))
    if len(kinds) > 1:
        title = translate("notice", "{n} news").format(n=f"{notice.count:,}")
        return NoticeWords(title, several(_counted(kind, n) for kind, n in kinds.items()))
    (kind, n), *_ = kinds.items()
    if n > 1:
        return NoticeWords(_counted(kind, n), translate("notice", "Open them with a click or Enter."))
    return NoticeWords(several((_title(kind, notice), _about(notice))), _sentence(kind, notice, moment))


def _counted(kind: News, n: int) -> str:
    if n == 1 or kind not in _MANY:
        return news_kind(kind)
    return translate("notice", _MANY[kind]).format(n=f"{n:,}")


def _title(kind: News, notice: Any) -> str:
    if kind is News.DIFFERS and notice.data.get("problem"):
        return states.problem(str(notice.data["problem"]))
    if kind is News.ELSEWHERE and notice.data.get("again"):
        return translate("notice", "Cancelled more than asked")
    return news_kind(kind)


def _about(notice: Any) -> str:
    amount, currency = notice.data.get("amount"), notice.data.get("currency")
    paid = money(amount, str(currency)) if isinstance(amount, int) and currency else ""
    name = ticket_name(notice.ticket) if notice.ticket else notice.merchant_uid or notice.imp_uid
    return several((name, paid))


def _sentence(kind: News, notice: Any, moment: Callable[[int], str]) -> str:
    text = translate("notice", _ONE[kind])
    if kind is News.SYNC_BROKEN:
        since = notice.data.get("since")
        said = translate("notice", "since {moment}").format(moment=moment(since)) if isinstance(since, int) else ""
        return several((text, trouble_word(str(notice.data.get("why") or "unreachable")), said))
    return text
