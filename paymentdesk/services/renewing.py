"""A shop whose key was renewed at i'mport: its ledger takes the new one only after proof (money.md R12)."""

from __future__ import annotations

from paymentdesk.domain.trouble import Kind, MoneyWord, Trouble
from paymentdesk.gateway.client import ImportClient
from paymentdesk.services.looking import asked
from paymentdesk.settings import ShopProfile
from paymentdesk.settings.shops import key_renewed
from paymentdesk.store import audit, ledger
from paymentdesk.store.audit import Fact
from paymentdesk.store.database import open_database

PROOFS = 3


def renew_key(profile: ShopProfile) -> bool:
    """Bind the shop's ledger to the key in `profile` if that key shows three payments the ledger knows.

    False when there was nothing to renew. Raises `Trouble(OTHER_SHOP)` when the address is another one, or the key
    does not show them: it may be another shop's.
    """
    database = open_database(profile.folder / "ledger.sqlite3", backups=profile.folder / "backups")
    try:
        address = ledger.meta.get(database, "bound_address")
        if address is None or ledger.meta.get(database, "bound_key") == profile.fingerprint:
            if address in (None, profile.address):
                key_renewed(profile)  # a desk that was stopped between ledger and keyring
            return False
        refusal = Trouble(
            Kind.OTHER_SHOP, {"address": profile.address, "bound": address}, money=MoneyWord.NOTHING_CHANGED
        )
        if address != profile.address:
            raise refusal
        wanted = ledger.payments.newest(database, PROOFS)
        if len(wanted) < PROOFS or not _shows(profile, wanted):
            raise refusal
        with database.atomic():
            ledger.meta.put(database, "bound_key", profile.fingerprint)
            at = int(ledger.meta.get(database, "watermark") or 0)
            audit.append(database.db, [Fact(at, "key_renewed", by=profile.user, data={"proofs": wanted})])
        key_renewed(profile)
        return True
    finally:
        database.close()


def _shows(profile: ShopProfile, wanted: list[str]) -> bool:
    client = ImportClient(profile.api_url, profile.imp_key, profile.imp_secret)
    try:
        answer = asked(lambda: client.payments(wanted))
    finally:
        client.close()
    return {payment.imp_uid for payment in answer.payments} == set(wanted)
