"""The language of a run: English as written in the source, or Korean through Qt's translator.

QtCore only, so that the command line can speak Korean without widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from paymentdesk.settings import resource

LANGUAGES = ("en", "ko")
_installed: list[QTranslator] = []
_language = "en"


def system_language() -> str:
    """`ko` where the system speaks Korean, else `en`."""
    return "ko" if QLocale.system().language() == QLocale.Language.Korean else "en"


def current_language() -> str:
    """The language the last `install_translator` was given."""
    return _language


def start(language: str | None) -> QCoreApplication:
    """Words for a run without a window, in `language` or the system's; they last as long as what is answered."""
    application = QCoreApplication.instance() or QCoreApplication([])
    install_translator(language or system_language())
    return application


def install_translator(language: str) -> None:
    """Make every text of this process appear in `language` (`en` or `ko`). Needs a QCoreApplication.

    Qt's own words (context menus of text fields) come from its own file, which ships with PySide6.
    """
    global _language
    if language not in LANGUAGES:
        raise ValueError(language)
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    _language = language
    QLocale.setDefault(QLocale("ko_KR" if language == "ko" else "en_GB"))
    if language == "en":
        return
    qt_words = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in (
        (qt_words, "qtbase_ko"),
        (str(resource("translations")), "paymentdesk_ko"),
    ):
        translator = QTranslator()
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
