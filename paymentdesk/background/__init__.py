"""Everything that must not make the window wait. QtCore and QtNetwork only."""
