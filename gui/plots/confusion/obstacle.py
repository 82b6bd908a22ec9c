"""Which data have no confusion matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.data.data_set import DataSet

NO_CLASSES = "Only data with classes have a confusion matrix."


def classes_obstacle(data_set: DataSet | None) -> str:
    """Give why there is no confusion matrix of these data, or ""."""
    return NO_CLASSES if data_set is not None and not data_set.class_names else ""
