"""Which currencies exist, which Paymentwall takes, and roughly what they are worth (domain.md 9)."""

from __future__ import annotations

from decimal import Decimal

from paymentdesk.domain.money import Money, exponent

IN_USE = frozenset(
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF"
    " CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL"
    " HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD"
    " MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG"
    " QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD"
    " TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG".split()
)
"""ISO 4217 codes that are legal tender somewhere today."""

STALE = frozenset({"HRK", "VEF"})
"""On Paymentwall's list of 2017 and gone since: the euro, the bolívar soberano."""

ON_PAYMENTWALL = frozenset(
    "AED ALL ARS AUD AZN BAM BDT BGN BHD BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP ETB EUR GBP GEL GTQ"
    " HKD HNL HUF IDR ILS INR IQD IRR JMD JOD JPY KES KRW KWD LBP LKR LYD MAD MDL MXN MYR NGN NIO NOK NZD OMR PAB"
    " PEN PHP PKR PLN PYG QAR RUB SAR SDG SEK SGD SYP THB TND TRY TWD UAH USD UYU VND XAF XOF YER ZAR".split()
) | {"VES"}
"""Paymentwall's list of 2017, with what has taken the place of what is stale."""

UNCERTAIN = frozenset({"RUB"})

USUAL = ("USD", "EUR", "JPY", "KRW", "GBP", "AUD", "CAD", "HKD", "CNY", "THB", "TWD", "SGD")
"""What is offered first: what Korean acquirers settle in, then the neighbours' (domain.md 9)."""

DOLLARS = frozenset({"USD", "AUD", "CAD", "HKD", "SGD", "TWD", "NZD", "MXN", "ARS", "CLP", "COP"})
"""Whose amounts are written with a plain `$`."""

# Units for one US dollar, rounded, of early 2026: good enough to warn near a limit, for nothing else.
_PER_USD = {
    "USD": "1", "EUR": "0.86", "GBP": "0.75", "JPY": "155", "KRW": "1450", "AUD": "1.5", "CAD": "1.4", "HKD": "7.8",
    "CNY": "7.1", "THB": "32", "TWD": "31", "SGD": "1.3", "NZD": "1.75", "CHF": "0.8", "SEK": "9.5", "NOK": "10",
    "DKK": "6.4", "PLN": "3.6", "CZK": "21", "HUF": "330", "MXN": "18", "BRL": "5.4", "INR": "89", "IDR": "16600",
    "MYR": "4.1", "PHP": "58", "VND": "26000", "RUB": "80", "TRY": "42", "ILS": "3.3", "ZAR": "17", "AED": "3.67",
    "SAR": "3.75", "KWD": "0.31", "BHD": "0.38", "CLP": "930", "COP": "3800", "ARS": "1450", "UAH": "42",
}  # fmt: skip


def about_usd(money: Money) -> Money | None:
    """Roughly how many US dollars an amount is; None where no rate is known. Never for anything but a warning."""
    rate = _PER_USD.get(money.currency)
    if rate is None:
        return None
    dollars = Decimal(money.minor).scaleb(-exponent(money.currency)) / Decimal(rate)
    return Money(int(dollars.scaleb(2).to_integral_value()), "USD")
