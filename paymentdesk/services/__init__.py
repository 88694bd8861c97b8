"""What the desk does: plain functions and small classes, no Qt. Window, command line and tests share them."""
