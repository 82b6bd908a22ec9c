"""What is said below the curves."""

from collections.abc import Sequence

from gui.plots.curves.hovering import ValuesThere
from gui.plots.curves.marks import Standing
from gui.plots.curves.quantities import Along
from gui.plots.numbers import readable
from gui.plots.readout import Part


def value_parts(
    there: Sequence[ValuesThere], x: float | None, along: Along, stands: Standing, *, is_alone: bool
) -> list[Part]:
    """Tell values of runs, the present one last, and its best epoch.

    Args:
        there: The values; [] for none, of which nothing is said.
        x: Where along the axis they are; None for where the present run's are.
        along: What stands along the axis.
        stands: Where the present run stands with early stopping.
        is_alone: Whether no other run is shown, from which this one is to be told.
    """
    if not there:
        return []
    place = there[-1].places[0][0] if x is None else x
    if along.is_logarithmic:
        place = 10.0**place
    unit = "s" if along.name.endswith("second") else ""
    parts = [Part(f"{'' if unit else 'epoch '}{_shown(place)}{' s' if unit else ''}", rank=2)]
    parts += [each.part(is_alone=is_alone) for each in reversed(there)]
    if stands.best_step is not None:
        went_back = " · went back to it" if stands.restored_step is not None else ""
        parts.append(Part(f"★ best epoch {_shown(stands.best_epoch)}{went_back}", rank=3))
    return parts


def left_out_part(count: int) -> list[Part]:
    """Tell how many runs have no place on the axis, of which none is said."""
    if not count:
        return []
    return [Part(f"{count} {'run' if count == 1 else 'runs'} of another loss or other data not drawn", rank=2)]


def _shown(place: float) -> str:
    return readable(place, 4) if place < 1000 else f"{place:,.0f}"
