"""What a fetch may do, and how it fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from articles.fetch.names import look_up
from articles.fetch.place import Place

# The one wording for a name that does not exist, an address inside, a closed port and one that never answers: telling
# them apart would let an editor map the network that the archive runs in.
UNREACHABLE = "It could not be reached."
SLOW = "It took too long."


class Unfetched(Exception):
    """Why nothing was fetched: ``address`` as it was asked for, ``reason`` a sentence for the editor."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address}: {reason}")
        self.address, self.reason = address, reason


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of a fetch.

    ``allow`` are places (host, port) of one's own network that may be fetched although they lie inside or use an odd
    port. ``seconds`` is for everything together: names, robots.txt, every hop and the whole body. ``largest`` counts
    bytes as sent and again as unpacked. ``resolve`` gives all addresses of a host within a number of seconds.
    """

    allow: frozenset[tuple[str, int]] = frozenset()
    seconds: float = 20.0
    connect_seconds: float = 5.0
    largest: int = 20_000_000
    hops: int = 5
    ports: frozenset[int] = frozenset({80, 443})
    resolve: Callable[[str, int, float], Sequence[str]] = look_up

    def admits(self, place: Place) -> bool:
        """Whether a place is on the list of one's own."""
        return (place.host, place.port) in self.allow

    def once_at(self, place: Place) -> Self:
        """The policy for wherever ``place`` sends on to.

        Whoever is asked outside must not choose what is fetched inside, so the list of one's own ends to count there.
        """
        return self if self.admits(place) else replace(self, allow=frozenset())


class Deadline:
    """A moment by which everything has to be done, on a clock that nobody sets."""

    def __init__(self, seconds: float) -> None:
        self.moment = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; 0 once it has passed."""
        return max(0.0, self.moment - time.monotonic())
