"""Countries by their ISO 3166 codes, and by the names people write them with in English and Korean."""

from __future__ import annotations

from functools import lru_cache

COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ"
    " CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR"
    " GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO"
    " JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR"
    " MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO"
    " RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV"
    " TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)
_OTHER_NAMES = {
    "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "u.k.": "GB", "great britain": "GB", "england": "GB", "korea": "KR", "south korea": "KR",
    "republic of korea": "KR", "한국": "KR", "the netherlands": "NL", "holland": "NL", "czech republic": "CZ",
    "viet nam": "VN", "uae": "AE", "turkey": "TR",
}  # fmt: skip


def country_code(text: str) -> str | None:
    """The two-letter code of a country written as a code or a name, "" for nothing, None for what is no country."""
    word = " ".join(text.split())
    if not word:
        return ""
    if word.upper() in COUNTRIES:
        return word.upper()
    return _names().get(word.casefold())


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale  # slow to load

    names: dict[str, str] = {}
    for language in ("ko", "en"):
        for code, name in Locale(language).territories.items():
            if code in COUNTRIES:
                names[str(name).casefold()] = code
    return names | _OTHER_NAMES
