"""Which column of a file means what: guessed by the words of its headers, in English and Korean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

# Narrower meanings first: "buyer e-mail" is an e-mail, "주문 금액" an amount.
_WORDS: Mapping[str, Sequence[str]] = {
    "buyer_email": "email mail e메일 이메일 메일 메일주소".split(),
    "phone": "phone mobile cell tel telephone 연락처 전화 휴대폰 핸드폰 휴대전화".split(),
    "postcode": "postcode postalcode zip zipcode 우편번호".split(),
    "currency": "currency currencycode ccy 통화 화폐 통화코드".split(),
    "country": "country countrycode nation 국가 나라 국가코드".split(),
    "address": "address addr shippingaddress shipto street 주소 배송지 배송주소 수령지".split(),
    "number": "merchantuid ordernumber orderno ordernr orderid order number no 주문번호 번호 오더번호".split(),
    "kind": "kind type goodstype physicaldigital 종류 유형 상품구분 구분 배송구분".split(),
    "written_at": "date orderdate ordered orderedat createdat written 주문일 주문일자 주문일시 날짜 일자".split(),
    "amount": "amount total price sum grandtotal orderamount 금액 결제금액 주문금액 총금액 합계 가격 총액".split(),
    "tags": "tags tag labels label 태그 분류 라벨".split(),
    "note": "note notes memo comment remark remarks 비고 메모 요청사항 배송메모 참고".split(),
    "buyer_name": (
        "buyer buyername customer customername client recipient fullname 구매자 구매자명 주문자 주문자명 고객"
        " 고객명 성명 수령인 받는사람 이름"
    ).split(),
    "name": (
        "item itemname items product productname title goods description 상품 상품명 품명 품목 주문명 제품 제품명 name"
    ).split(),
}
FIELDS = (
    "number", "name", "amount", "currency", "buyer_name", "buyer_email", "phone", "address", "postcode", "country",
    "kind", "tags", "note", "written_at",
)  # fmt: skip
"""What a column can mean, in the order a person would ask for it."""
_SHORTEST_PART = 3  # "no" is in "notes", "mail" is in "email"


def folded(header: str) -> str:
    """The letters and digits of a header, in one spelling."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", header).casefold())


def guess(headers: Sequence[str]) -> dict[str, int]:
    """For each field the place of the column that most likely means it; fields nobody named are left out.

    A column whose whole header is known goes before one that only contains the word; no column means two things.
    """
    words = [folded(header) for header in headers]
    found: dict[str, int] = {}
    used: set[int] = set()
    for fits in (_is, _contains):
        for field, known in _WORDS.items():
            if field in found:
                continue
            for place, word in enumerate(words):
                if word and place not in used and fits(word, known):
                    found[field] = place
                    used.add(place)
                    break
    return found


def _is(word: str, known: Sequence[str]) -> bool:
    return word in known


def _contains(word: str, known: Sequence[str]) -> bool:
    korean = any("가" <= letter <= "힣" for letter in word)
    shortest = 2 if korean else _SHORTEST_PART
    return any(len(each) >= shortest and each in word for each in known)


def header_row(rows: Sequence[Sequence[str]], look_at: int = 20) -> tuple[int, list[str], dict[str, int]] | None:
    """Where the headers are among the first rows: how many rows stand before the data, the headers, what they mean.

    Titles above are skipped; a group's name in a merged cell above is put before the words under it. Where no row has
    words that are known, the first one with two cells and no digits is it, for a person to say what they mean.
    None where there is no such row.
    """
    best: tuple[int, int, list[str], dict[str, int]] | None = None
    for place, row in enumerate(rows[:look_at]):
        candidates = [(place + 1, list(row))]
        if place + 1 < len(rows):
            candidates.append((place + 2, _two_rows(row, rows[place + 1])))
        for skip, headers in candidates:
            meaning = guess(headers)
            good = len(meaning) >= 2 and ("amount" in meaning or "number" in meaning)
            if good and (best is None or len(meaning) > best[0]):
                best = (len(meaning), skip, headers, meaning)
    if best is not None:
        return best[1:]
    for place, row in enumerate(rows[:look_at]):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) > 1 and not any(letter.isdigit() for cell in filled for letter in cell):
            return place + 1, list(row), guess(row)
    return None


def _two_rows(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two rows of headers as one: a merged cell above holds its word for the empty ones after it."""
    headers, group = [], ""
    for place in range(max(len(above), len(below))):
        over = above[place].strip() if place < len(above) else ""
        under = below[place].strip() if place < len(below) else ""
        group = over or (group if under else "")
        headers.append(" ".join(part for part in (group, under) if part))
    return headers
