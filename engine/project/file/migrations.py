"""Older project files brought up to the format of today.

A change of the format adds 1 to `FORMAT_VERSION` and, under the version before, a function that rewrites the contents
of `project.json`. No function is ever changed again: a file of any age passes through all those after it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from engine.errors import ProjectFileError

FORMAT_VERSION = 3
VERSION_FIELD = "format_version"

Migration = Callable[[dict[str, Any]], dict[str, Any]]

# What formats 2 and 3 add to parts of a project, and what it was before there was a choice. Files of format 2 were
# written while these came one by one, so any of them may be there already.
_ADDED: Mapping[str, Mapping[str, Any]] = {
    "data": {"user_input_names": [], "user_class_names": [], "test_fraction": 0.0},
    "view": {
        "display": {
            "neuron_face": "value",
            "edge_labels": "automatic",
            "edge_quantity": "weight",
            "full_scale": None,
            "neuron_full_scale": None,
            "marks_activated": True,
            "flow": True,
            "legend": True,
            "removed_edges": False,
        },
        "folded_layers": [],
        "unfolded_layers": [],
        "column_layers": [],
        "minimap": None,
        "typed_input": None,
    },
    "training": {
        "loss_numbers": {"label_smoothing": 0.0, "huber_delta": 1.0},
        "optimizer": {
            "name": "sgd",
            "momentum": 0.9,
            "smoothing": 0.99,
            "first_moment_decay": 0.9,
            "second_moment_decay": 0.999,
            "epsilon": 1e-8,
            "decoupled_decay": 0.01,
        },
        "schedule": {"name": "constant", "period": 100, "factor": 0.5, "final_share": 0.01, "warm_up_epochs": 0.0},
        "stopping": {
            "patience": 0,
            "minimum_improvement": 0.0,
            "restore_best": True,
            "loss_below": 0.0,
            "accuracy": 0.0,
            "plateau": 0,
            "seconds": 0.0,
        },
        "clip_norm": 0.0,
        "l1": 0.0,
        "l2": 0.0,
    },
    "run": {
        "optimizer_state": None,
        "has_best": False,
        "history_columns": [
            "step",
            "epoch",
            "training_loss",
            "validation_loss",
            "training_accuracy",
            "validation_accuracy",
        ],
    },
}


_ADDED_TO_LAYERS = {"dropout": 0.0, "initializer": None}
_ADDED_TO_INITIALIZATION = {"limit": 0.5}


def _with_all_added(document: dict[str, Any]) -> dict[str, Any]:
    document = {
        **document,
        **{name: _extended(document.get(name), added) for name, added in _ADDED.items()},
    }
    layers, training = document.get("layers"), document["training"]
    if isinstance(layers, list):
        document["layers"] = [_extended(layer, _ADDED_TO_LAYERS) for layer in layers]
    if isinstance(training, dict):
        initialization = _extended(training.get("initialization"), _ADDED_TO_INITIALIZATION)
        document["training"] = {**training, "initialization": initialization}
    return document


def _extended(part: object, added: Mapping[str, Any]) -> object:
    """Give a part with what it lacks, in the parts within it as well."""
    if not isinstance(part, dict):
        return part
    within = {
        name: _extended(part[name], more) for name, more in added.items() if name in part and isinstance(more, dict)
    }
    return {**added, **part, **within}


MIGRATIONS: Mapping[int, Migration] = {1: _with_all_added, 2: _with_all_added}


def migrate(
    document: object, *, current: int = FORMAT_VERSION, migrations: Mapping[int, Migration] = MIGRATIONS
) -> dict[str, Any]:
    """Give the contents of `project.json` in the current format.

    Args:
        document: The contents as JSON values, of any format up to the current one.
        current: The format version wanted.
        migrations: By version, what makes the next version of it.

    Raises:
        ProjectFileError: The contents name no version, or a newer one, or one that was never written.
    """
    version = document.get(VERSION_FIELD) if isinstance(document, dict) else None
    if not isinstance(document, dict) or type(version) is not int:
        raise ProjectFileError(f"project.json does not say which “{VERSION_FIELD}” it has.")
    if version > current:
        raise ProjectFileError(
            f"it was written by a newer Neurocanvas (format {version}; this one reads up to {current})."
        )
    for step in range(version, current):
        if step not in migrations:
            raise ProjectFileError(f"its format {version} was never written by any Neurocanvas.")
        document = {**migrations[step](document), VERSION_FIELD: step + 1}
    return document
