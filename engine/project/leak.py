"""Whether a part that was held back can still tell how good a network is on data that it has never seen."""

import numpy as np

from engine.arrays import IntArray
from engine.data.data_set import DataSet
from engine.data.learnt_part import rows_learnt
from engine.project.project import Project

ADVICE = "reset the weights (R) and train anew for an honest figure."
OTHER_SAMPLES = f"The weights were trained before the data changed, perhaps on some of these samples: {ADVICE}"


def leak_of_test_part(project: Project, data_set: DataSet) -> str:
    """Say why what is measured on the test part is no honest figure, "" where it is one; see `leak_of`."""
    return leak_of(data_set.test_indices, project, data_set)


def leak_of_validation_part(project: Project, data_set: DataSet) -> str:
    """Say why what is measured on the validation part is no honest figure, "" where it is one; see `leak_of`."""
    leak = leak_of(data_set.validation_indices, project, data_set)
    return f"Validation part: {leak[0].lower()}{leak[1:]}" if leak else ""


def leak_of(part: IntArray, project: Project, data_set: DataSet) -> str:
    """Say why what is measured on some samples is no honest figure, "" where it is one.

    Args:
        part: The rows measured, (n,).
        project: Whose weights may have been trained with another split of its data, or with other data.
        data_set: Its present data, as they were made.
    """
    if not len(part) or not project.learnt:
        return ""
    learnt = rows_learnt(project.learnt, project.data, data_set)
    if learnt is None:
        return OTHER_SAMPLES
    seen = int(np.count_nonzero(np.isin(part, learnt)))
    if not seen:
        return ""
    which = f"All {len(part):,}" if seen == len(part) else f"{seen:,} of these {len(part):,}"
    verb = "was" if seen == 1 else "were"
    return f"{which} samples {verb} trained on before the split changed: {ADVICE}"
