"""Dialogs: shown with open(), left by a word that says what stays, never by a bare "Cancel" (money.md R8)."""
