"""The desks of the services' tests."""

from tests.services.conftest import desk, desks

__all__ = ["desk", "desks"]
