"""Names where there is little room: what all of them share goes first, what tells them apart stays."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF


def short_forms(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Give ever shorter forms of one of some names: “sepal width (cm)”, “sepal width”, “s. width”."""
    words = name.split()
    others = [other.split() for other in names]
    shared = 0
    while (
        len(others) > 1 and shared < len(words) - 1 and all(_ends_alike(words, other, shared + 1) for other in others)
    ):
        shared += 1
    kept = words[: len(words) - shared]
    forms = [name, " ".join(kept)]
    if len(kept) > 1 and kept[0].isalpha():
        forms.append(" ".join((f"{kept[0][0]}.", *kept[1:])))
    return tuple(dict.fromkeys(forms))


def fitting_form(forms: Sequence[str], room: float, metrics: QFontMetricsF) -> str:
    """Give the first form that fits; if none does the last one, with “…” in its middle."""
    whole = next((form for form in forms if metrics.horizontalAdvance(form) <= room), None)
    return metrics.elidedText(forms[-1], Qt.TextElideMode.ElideMiddle, max(room, 0.0)) if whole is None else whole


def _ends_alike(words: Sequence[str], other: Sequence[str], count: int) -> bool:
    return len(other) > count and words[-count:] == other[-count:]
