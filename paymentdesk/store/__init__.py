"""The ledger on disk: the only room that knows SQL and peewee."""
