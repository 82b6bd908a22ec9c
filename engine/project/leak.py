"""Whether the test part can still tell how good a network is on data that it has never seen."""

import numpy as np

from engine.data.data_set import DataSet
from engine.data.learnt_part import rows_learnt
from engine.project.project import Project

ADVICE = "reset the weights (R) and train anew for an honest figure."
OTHER_SAMPLES = f"The weights were trained before the data changed, perhaps on some of these samples: {ADVICE}"


def leak_of_test_part(project: Project, data_set: DataSet) -> str:
    """Say why what is measured on the test part is no honest figure, "" where it is one.

    Args:
        project: Whose weights may have been trained with another split of its data, or with other data.
        data_set: Its present data, as they were made.
    """
    test = data_set.test_indices
    if not len(test) or not project.learnt:
        return ""
    learnt = rows_learnt(project.learnt, project.data, data_set)
    if learnt is None:
        return OTHER_SAMPLES
    seen = int(np.count_nonzero(np.isin(test, learnt)))
    if not seen:
        return ""
    which = f"All {len(test):,}" if seen == len(test) else f"{seen:,} of these {len(test):,}"
    verb = "was" if seen == 1 else "were"
    return f"{which} samples {verb} trained on before the split changed: {ADVICE}"
