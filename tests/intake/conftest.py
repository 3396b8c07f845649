"""The desk's people, for tests of the way in for programs."""

from tests.admin.conftest import at_desk, desk_of, editor

__all__ = ["at_desk", "desk_of", "editor"]
