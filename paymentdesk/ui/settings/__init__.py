"""The Settings screen: a page for each thing a person sets, written and applied at once."""
