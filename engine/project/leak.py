"""Whether parts that were held back can still tell how good a network is on data that it has never seen."""

import numpy as np

from engine.data.data_set import DataSet
from engine.data.learnt_part import rows_learnt
from engine.project.project import Project

HELD_BACK = ("test", "validation")
ADVICE = "reset the weights (R) and train anew for an honest figure."
OTHER_SAMPLES = "The weights were trained before the data changed, perhaps on samples of the {part} part: " + ADVICE


def leaks(project: Project, data_set: DataSet) -> dict[str, str]:
    """Say why what is measured on parts that were held back is no honest figure.

    Args:
        project: Whose weights may have been trained with another split of its data, or with other data.
        data_set: Its present data, as they were made.

    Returns:
        A sentence for each of `HELD_BACK` that is none, by the part.
    """
    parts = {part: rows for part in HELD_BACK if len(rows := data_set.part(part))}
    if not parts or not project.learnt:
        return {}
    learnt = rows_learnt(project.learnt, project.data, data_set)
    if learnt is None:
        return {part: OTHER_SAMPLES.format(part=part) for part in parts}
    seen = {part: rows[np.isin(rows, learnt)] for part, rows in parts.items()}
    return {part: _sentence(part, len(rows), len(parts[part])) for part, rows in seen.items() if len(rows)}


def _sentence(part: str, seen: int, count: int) -> str:
    which = f"All {count:,}" if seen == count else f"{seen:,} of the {count:,}"
    verb = "was" if seen == 1 else "were"
    return f"{which} samples of the {part} part {verb} trained on before the split changed: {ADVICE}"
