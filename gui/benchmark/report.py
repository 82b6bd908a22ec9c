"""Figures with their targets, for a person and for a program."""

import msgspec


class Figure(msgspec.Struct, frozen=True):
    """Something measured.

    Attributes:
        name: What was measured.
        value: The figure.
        unit: Its unit: “s”, “ms”, “×” (a ratio measured in one run), “/s”, “MB”.
        target: What it must reach; None where it only tells how things grow.
        at_most: Whether the target is an upper bound; a lower one otherwise.
        detail: The figures behind it.
    """

    name: str
    value: float
    unit: str
    target: float | None
    at_most: bool
    detail: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the figure reaches its target."""
        if self.target is None:
            return True
        return self.value <= self.target if self.at_most else self.value >= self.target

    def as_text(self) -> str:
        """Give the figure as a line of a table."""
        bound = "" if self.target is None else f"{'≤' if self.at_most else '≥'} {self.target:g} {self.unit}"
        mark = "✓" if self.is_met else "·"
        measured = f"{self.value:.3g} {self.unit}"
        return f"{mark} {self.name:<52} {measured:>12}   {bound:<9} {self.detail}".rstrip()


def last_line(text: str) -> str:
    """Give the last line that a process wrote to standard error, where it says what went wrong."""
    return text.strip().rpartition("\n")[2] or "it did not say why."
