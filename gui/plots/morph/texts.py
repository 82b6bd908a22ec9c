"""What the morph says of a moment: below itself, and along its axes."""

import html

from engine.arrays import FloatArray
from engine.network.model import Network
from engine.process.views.morph import Morph, MorphStage
from gui.panels.notation import share_text
from gui.plots.morph.stage_names import axis_name, formula, short_axis_name, symbol
from gui.plots.numbers import readable
from gui.plots.readout import Part

COORDINATE_DIGITS = 3

AxisLabel = tuple[str, str]  # a name, "" where nothing stands along the axis, and a shorter one


def parts_at(network: Network, view: Morph, moment: float, absence: str = "") -> list[Part]:
    """Say where a moment t in 0 … S is: the formula of what happens, and how much of it can be seen.

    Args:
        network: The network looked at.
        view: What is seen.
        moment: The moment.
        absence: Why what is looked at is none of the samples shown, or "".
    """
    here, there, share = _between(view, moment)
    formula_part = Part(html.escape(formula(network, there)))
    if here is there:
        place = Part(html.escape(network.layer(here.layer).name), rank=1)
    else:
        place = Part(_way(network, here, there, share))
    return [
        formula_part,
        place,
        *_seen_parts(there),
        *_sample_count_parts(view, absence),
        *_bypassed_parts(network, view),
    ]


def place_at(network: Network, view: Morph, moment: float) -> str:
    """Say where a moment is in a few words, for a title: at a stage its symbol."""
    here, there, share = _between(view, moment)
    return symbol(network, here) if here is there else _way(network, here, there, share)


def sample_parts(row: int, place: FloatArray, target: str) -> list[Part]:
    """Tell of the sample in a row of the data where it is now (2,), and its target in words."""
    coordinates = ", ".join(readable(value, COORDINATE_DIGITS) for value in place.tolist())
    return [Part(f"sample {row + 1}"), Part(f"({coordinates})"), Part(target, rank=1)]


def axis_labels(network: Network, view: Morph, moment: float) -> tuple[AxisLabel, AxisLabel]:
    """Say what stands along both axes: at a stage in full, between two in short."""
    here, there, _share = _between(view, moment)

    def label(axis: int) -> AxisLabel:
        short_name = short_axis_name(network, here, axis)
        if here is there:
            return axis_name(network, here, axis), short_name
        return f"{short_name or 0} → {short_axis_name(network, there, axis) or 0}", short_name

    return label(0), label(1)


def _way(network: Network, here: MorphStage, there: MorphStage, share: float) -> str:
    return f"{share:.0%} of the way from {symbol(network, here)} to {symbol(network, there)}"


def _seen_parts(stage: MorphStage) -> list[Part]:
    projection = stage.projection
    if projection.shows_all:
        return []
    share = f"{share_text(projection.explained_variance.sum())} of the variance of {len(projection.origin)} neurons"
    return [Part(f"2 principal components: {share}", rank=1)]


def _sample_count_parts(view: Morph, absence: str) -> list[Part]:
    count, shown = view.sample_count, len(view.rows)
    said = f"{shown:,} of {count:,} training samples" if shown < count else f"{count:,} training samples"
    return [Part(f"{said}; {absence}", rank=0) if absence else Part(said, rank=3)]


def _bypassed_parts(network: Network, view: Morph) -> list[Part]:
    if not view.bypassed:
        return []
    names = ", ".join(f"“{html.escape(network.layer(layer).name)}”" for layer in view.bypassed)
    return [Part(f"with what {names} beside the way adds", rank=2)]


def _between(view: Morph, moment: float) -> tuple[MorphStage, MorphStage, float]:
    """Give the stages a moment lies between and the share of the way; at a stage, that one twice."""
    before = int(moment)
    here = view.stages[before]
    return (here, here, 0.0) if moment == before else (here, view.stages[before + 1], moment - before)
