"""Who buys what, where and how in the practice shop: the invented people, goods and ways to pay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

CURRENCIES = ("USD", "EUR", "JPY", "KRW", "GBP")

# Name, whether it is posted, and its price in each of the currencies above.
_GOODS: tuple[tuple[str, bool, tuple[str, str, str, str, str]], ...] = (
    ("Hanji notebook ×3", True, ("26.00", "24.00", "3900", "36000", "21.00")),
    ("Celadon cup", True, ("54.00", "49.00", "8100", "74000", "43.00")),
    ("Ramie scarf", True, ("87.00", "80.00", "13000", "119000", "69.00")),
    ("Tea set", True, ("231.00", "212.40", "34500", "316000", "183.50")),
    ("Gift card", False, ("30.00", "28.00", "4500", "41000", "24.00")),
    ("Incense", True, ("18.00", "16.50", "2700", "24500", "14.00")),
    ("Brush set", True, ("44.00", "40.50", "6600", "60000", "35.00")),
    ("Hanji lamp", True, ("139.00", "128.00", "20800", "189000", "110.00")),
    ("Norigae", True, ("39.00", "36.00", "5900", "54000", "31.00")),
    ("Fan", True, ("28.00", "26.00", "4200", "38000", "22.00")),
    ("Gift set", True, ("75.00", "69.00", "11200", "102000", "59.50")),
    ("Bojagi wrapping cloth", True, ("22.50", "20.90", "3400", "31000", "18.00")),
    ("Najeon box", True, ("96.00", "88.00", "14400", "131000", "76.00")),
    ("Onggi jar", True, ("62.00", "57.00", "9300", "85000", "49.00")),
    ("Maedeup knot pattern (PDF)", False, ("12.00", "11.00", "1800", "16500", "9.50")),
)

# How often, country, currency, ways to pay there (as i'mport keeps them: 16 characters), names.
_MARKETS: tuple[tuple[int, str, str, str, str, str], ...] = (
    (
        26,
        "US",
        "USD",
        "cc cc cc paypal amazon",
        "Jack Noah Emma Sam Ida Ruth Carl",
        "Son Hill Roy Brown Lane Park",
    ),
    (14, "DE", "EUR", "cc cc paypal sofortbanktransf", "Lena Mia Eva Jonas Timo", "Vogel Weber Lang Kern"),
    (7, "NL", "EUR", "idealpayments idealpayments cc", "Daan Sanne Bram Fenna", "Visser Bakker Smit"),
    (6, "FR", "EUR", "cc cc paypal", "Luc Chloe Hugo Ines", "Martin Petit Roux"),
    (4, "IT", "EUR", "cc mybank paypal", "Luca Giulia Marco", "Conti Greco Riva"),
    (4, "ES", "EUR", "cc cc paypal", "Marta Ana Pablo", "Ruiz Costa Vega"),
    (3, "BE", "EUR", "bancontact cc", "Lotte Arne", "Maes Claes"),
    (2, "AT", "EUR", "epspayments cc", "Anna Felix", "Huber Wagner"),
    (14, "JP", "JPY", "cc cc cc konbini payeasy", "Aiko Kenji Rui Yuna Haru", "Tanaka Sato Mori Ito"),
    (9, "GB", "GBP", "cc cc paypal", "Olga Oliver Grace Ewan", "Petrova Reed Shaw Bell"),
    (7, "KR", "KRW", "kakaopaykr allthegate kftc", "Minjun Seoyeon Jiho Hana", "Kim Lee Choi Yoon"),
    (4, "CN", "USD", "alipay unionpay wechatpayments", "Li Wei Mei", "Chen Wang Zhou"),
)

# Where parcels go: street and city, postcode, phone.
PLACES: dict[str, tuple[str, str, str]] = {
    "US": ("12 Main Street, Springfield", "62701", "+1 217 555 0101"),
    "DE": ("Torstraße 1, Berlin", "10119", "+49 30 5550101"),
    "NL": ("Keizersgracht 1, Amsterdam", "1015 CJ", "+31 20 5550101"),
    "FR": ("1 rue de Rivoli, Paris", "75001", "+33 1 55501010"),
    "IT": ("Via Roma 1, Milano", "20121", "+39 02 5550101"),
    "ES": ("Calle Mayor 1, Madrid", "28013", "+34 91 5550101"),
    "BE": ("Nieuwstraat 1, Brussel", "1000", "+32 2 5550101"),
    "AT": ("Kärntner Straße 1, Wien", "1010", "+43 1 5550101"),
    "JP": ("Ginza 1-1-1, Tokyo", "104-0061", "+81 3 5550 1010"),
    "GB": ("1 High Street, York", "YO1 8QN", "+44 1904 555010"),
    "KR": ("Sejong-daero 1, Seoul", "04524", "+82 2 555 0101"),
    "CN": ("Nanjing Road 1, Shanghai", "200001", "+86 21 5550 1010"),
}

# Methods whose buyers pay hours or days after the window was opened.
SLOW = frozenset({"konbini", "payeasy"})


@dataclass(frozen=True, slots=True)
class Purchase:
    """What one buyer orders, and how the buyer is going to pay."""

    name: str
    physical: bool
    amount: Decimal
    currency: str
    buyer_name: str
    buyer_email: str
    country: str
    method: str


def purchase(
    chance: Random, *, of: str | None = None, in_country: str | None = None, by: str | None = None
) -> Purchase:
    """Any purchase, or one of that thing, in that country, paid that way."""
    markets = [market for market in _MARKETS if in_country in (None, market[1])]
    market = chance.choices(markets, [market[0] for market in markets])[0]
    _, country, currency, methods, firsts, lasts = market
    name, physical, prices = chance.choice([good for good in _GOODS if of in (None, good[0])])
    method = chance.choice(methods.split())
    first, last = chance.choice(firsts.split()), chance.choice(lasts.split())
    return Purchase(
        name=name,
        physical=physical,
        amount=Decimal(prices[CURRENCIES.index(currency)]),
        currency=currency,
        buyer_name=f"{first} {last}",
        buyer_email=f"{first}.{last}@example.com".lower(),
        country=country,
        method=by or method,
    )
