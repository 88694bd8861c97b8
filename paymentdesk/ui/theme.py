"""Colours, fonts and the style sheet, in light and dark. The system's choice is followed while the desk runs."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from string import Template

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from paymentdesk.settings import resource


@dataclass(frozen=True, slots=True)
class Colours:
    """One look. `*_bg` is the pale ground on which the colour of the same name is read."""

    bg: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    accent_bg: str
    accent_strong: str
    on_accent: str
    rail: str
    hover: str
    ok: str
    ok_bg: str
    wait: str
    wait_bg: str
    bad: str
    bad_bg: str
    mute: str
    mute_bg: str
    vio: str
    vio_bg: str
    dot: str


LIGHT = Colours(
    bg="#F6F7F9", surface="#FFFFFF", line="#E4E7EC", text="#1A1F2B", muted="#667085",
    accent="#3550C8", accent_bg="#EEF1FD", accent_strong="#2A41A8", on_accent="#FFFFFF",
    rail="#FBFBFC", hover="#F2F4F7",
    ok="#17693F", ok_bg="#E6F5EC", wait="#8A5A00", wait_bg="#FFF3D6", bad="#A8221A", bad_bg="#FCE9E7",
    mute="#475467", mute_bg="#EEF0F3", vio="#6A3CB5", vio_bg="#F1EAFC", dot="#2BA56A",
)  # fmt: skip
DARK = Colours(
    bg="#14161B", surface="#1B1E25", line="#2C313B", text="#E8EAEE", muted="#98A1B0",
    accent="#8CA2FF", accent_bg="#252C47", accent_strong="#A6B7FF", on_accent="#10131C",
    rail="#171A20", hover="#22262F",
    ok="#7FD8A6", ok_bg="#17301F", wait="#F2C766", wait_bg="#372A0C", bad="#FF9A92", bad_bg="#3D1A18",
    mute="#B3BAC6", mute_bg="#2A2F38", vio="#C5A6FF", vio_bg="#2D2143", dot="#3CC283",
)  # fmt: skip


class Tone(StrEnum):
    """What a colour says; never alone, always with an icon and a word."""

    OK = "ok"
    WAIT = "wait"
    BAD = "bad"
    MUTE = "mute"
    VIO = "vio"


def colours() -> Colours:
    """The look that is on now."""
    return DARK if is_dark() else LIGHT


def is_dark() -> bool:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def tone_colours(tone: Tone) -> tuple[QColor, QColor]:
    """Colour and ground of a tone in the look that is on now."""
    look = colours()
    return colour(getattr(look, tone.value)), colour(getattr(look, f"{tone.value}_bg"))


@lru_cache(maxsize=256)
def colour(name: str) -> QColor:
    """A colour of a look, made once."""
    return QColor(name)


class Theme(QObject):
    """Puts the look on the application and changes it when the system does."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.setStyle("Fusion")
        app.setFont(ui_font())
        hints = app.styleHints()
        self.show(dark=hints.colorScheme() == Qt.ColorScheme.Dark)
        hints.colorSchemeChanged.connect(self._system_changed)

    @Slot(Qt.ColorScheme)
    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self.show(dark=scheme == Qt.ColorScheme.Dark)

    def show(self, *, dark: bool) -> None:
        """Light or dark, from now on."""
        look = DARK if dark else LIGHT
        self._app.setPalette(_palette(look))
        self._app.setStyleSheet(style_sheet(look, self._app.font().pointSizeF(), dark=dark))


def style_sheet(look: Colours, points: float, *, dark: bool) -> str:
    """The application's style sheet: `resources/theme/desk.qss` with colours and sizes filled in."""
    sizes = {"small": 0.92, "tiny": 0.85, "body": 1.0, "title": 1.46, "amount": 1.75}
    values = {
        **asdict(look),
        **{f"{name}_pt": f"{points * factor:.2f}pt" for name, factor in sizes.items()},
        "icons": resource("icons").as_posix(),
        "mode": "dark" if dark else "light",
    }
    text = resource("theme").joinpath("desk.qss").read_text(encoding="utf-8")
    return _Sheet(text).substitute(values)


class _Sheet(Template):
    delimiter = "@"


def _palette(look: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for each, colour in (
        (role.Window, look.bg), (role.WindowText, look.text), (role.Base, look.surface),
        (role.AlternateBase, look.bg), (role.Text, look.text), (role.Button, look.surface),
        (role.ButtonText, look.text), (role.BrightText, look.bad), (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent), (role.Link, look.accent), (role.LinkVisited, look.accent),
        (role.ToolTipBase, look.surface), (role.ToolTipText, look.text), (role.PlaceholderText, look.muted),
        (role.Accent, look.accent), (role.Mid, look.line), (role.Dark, look.line), (role.Light, look.surface),
    ):  # fmt: skip
        palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(look.muted))
    return palette


# Where the desktop names no font of its own, the first of these that is installed; then letters for Korean.
_LATIN = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Open Sans", "DejaVu Sans")
_KOREAN = ("Malgun Gothic", "Apple SD Gothic Neo", "Pretendard", "Noto Sans CJK KR", "Noto Sans KR",
           "NanumBarunGothic", "NanumGothic", "UnDotum")  # fmt: skip
_UNCHOSEN = {"Sans Serif", "Sans", "sans-serif", "DejaVu Sans", ""}


def ui_font() -> QFont:
    """The system's font for windows, with families behind it that have the Korean letters."""
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    installed = set(QFontDatabase.families())
    families = [font.family()]
    if font.family() in _UNCHOSEN:
        families = [name for name in _LATIN if name in installed][:1] or families
    families += [name for name in _KOREAN if name in installed and name not in families]
    font.setFamilies(families)
    if sys.platform != "darwin":
        font.setPointSizeF(max(font.pointSizeF(), 9.75))  # 13 px on an ordinary screen
    return font


def korean_is_readable() -> bool:
    """Whether any installed font has the Korean letters; without one they are boxes."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.Korean))
