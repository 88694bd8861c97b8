"""One thing that can be done with an order from its detail, and where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from paymentdesk.store.queries import OrderDetail
from paymentdesk.ui.detail import Action
from paymentdesk.ui.session import Session


@dataclass(frozen=True, slots=True)
class Place:
    """Where an act is done: whom to ask, the window its dialogs belong to, and how to go to a row of a screen."""

    session: Session
    window: QWidget
    go: Callable[[str, object], None]


@dataclass(frozen=True, slots=True)
class OrderAct:
    """A button of the detail: its name, its words, what it does. `why_not` explains one that cannot be pressed now."""

    do: str
    text: str
    slot: Callable[[Place, OrderDetail], object]
    why_not: str = ""
    primary: bool = False
    quiet: bool = False

    def action(self) -> Action:
        return Action(self.text, self.do, primary=self.primary, why_not=self.why_not, quiet=self.quiet)
