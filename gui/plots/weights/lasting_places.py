"""Numbers that things keep while others come and go, such as those of their colours."""

from collections.abc import Hashable, Sequence

PLACES = 10  # as many as there are colours that people tell apart


class LastingPlaces:
    """Gives everything the number that it had before, and what is new one that has been free for longest."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}  # what was seen last stands last

    def of(self, things: Sequence[Hashable]) -> list[int]:
        """Give a number for each, no two alike as long as there are enough."""
        held: dict[Hashable, int] = {}
        for thing in things:
            if thing in self._known and self._known[thing] not in held.values():
                held[thing] = self._known[thing]
        for thing in things:
            if thing not in held:
                held[thing] = self._longest_free({*held.values()})
        for thing, place in held.items():
            self._known.pop(thing, None)
            self._known[thing] = place
        return [held[thing] for thing in things]

    def _longest_free(self, taken: set[int]) -> int:
        last_used = {place: when for when, place in enumerate(self._known.values())}
        free = [place for place in range(PLACES) if place not in taken] or [*range(PLACES)]
        return min(free, key=lambda place: last_used.get(place, -1))
