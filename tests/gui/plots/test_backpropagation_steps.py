"""The steps through a mini-batch, of any network, loss and optimizer: typeset, and each made of what stands before."""

import numpy as np
import pytest
from hypothesis import given
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.analysis.mini_batch import mini_batch_trace
from engine.data.data_set import Task
from engine.network.losses import LOSSES
from engine.network.model import Network
from engine.network.optimizers import OPTIMIZERS, OptimizerSettings
from engine.process.views.backpropagation import BackpropagationRequest
from engine.project.settings import TrainingSettings
from gui.panels.formula_panel.latex import latex_box
from gui.plots.backpropagation.matrix_card import MatrixCard
from gui.plots.backpropagation.steps import BACKWARD, FORWARD, UPDATE, Step, recurrences
from gui.plots.backpropagation.walk import steps_of
from gui.selection import exists
from tests.engine.training.networks import TASK_OF_LOSS, chain, networks, random_data

SQUARED = TrainingSettings(loss="squared_error", batch_size=5)


def steps(network: Network, settings: TrainingSettings) -> tuple[Step, ...]:
    data = random_data(TASK_OF_LOSS[settings.loss], network.layers[0].width, network.layers[-1].width)
    trace = mini_batch_trace(network, data, settings, BackpropagationRequest(), checks=False)
    return steps_of(network, trace, settings)


def check(network: Network, settings: TrainingSettings) -> None:
    found = steps(network, settings)
    assert [step.phase for step in found] == sorted(
        (step.phase for step in found), key=(FORWARD, BACKWARD, UPDATE).index
    )
    seen = set()
    for step in found:
        for line in step.latex:
            assert latex_box(line).width > 0.0
        for term in step.terms:
            assert term.values.shape == tuple(map(min, term.shape, (200, 200)))
            is_parameter = term.name.plain[0] in "Wb" or "of " in term.name.plain
            assert term.name in step.results or term.name in seen or is_parameter
        assert all(exists(item, network) for item in step.in_play)
        seen |= set(step.results)
    for recurrence in recurrences(found).values():
        assert all(place > recurrence.made for place in recurrence.used)


@given(networks(2))
def test_of_any_network_every_step_reads_what_was_computed_before(qapp: QApplication, network: Network) -> None:
    check(network, SQUARED)


@pytest.mark.parametrize("loss", LOSSES)
def test_of_any_loss(qapp: QApplication, loss: str) -> None:
    outputs = 1 if TASK_OF_LOSS[loss] is Task.BINARY else 3
    check(chain(2, 4, outputs), replace(SQUARED, loss=loss))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_of_any_optimizer(qapp: QApplication, optimizer: str) -> None:
    settings = replace(SQUARED, optimizer=OptimizerSettings(optimizer), l1=0.1, l2=0.1, clip_norm=0.01)
    check(chain(2, 4, 2), settings)
    names = {term.name.plain for step in steps(chain(2, 4, 2), settings) for term in step.terms}
    vectors = OPTIMIZERS[optimizer].vectors
    assert {f"{which}{vector} of W⁽¹⁾" for vector in vectors for which in ("", "former ")} <= names


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_update_has_one_rule_with_the_decay_in_it_and_says_what_its_direction_is(optimizer: str) -> None:
    settings = replace(SQUARED, optimizer=OptimizerSettings(optimizer), weight_decay=0.25)
    step = next(step for step in steps(chain(2, 4, 2), settings) if step.title == "W⁽¹⁾ new")
    moves = [line for line in step.plain if line.startswith("θ ←")]
    assert len(moves) == 1
    assert moves[0].startswith("θ ← 0.7")
    direction = moves[0][-1]
    assert direction == "g" or any(line.startswith(direction) for line in step.plain)
    bias = next(step for step in steps(chain(2, 4, 2), settings) if step.title == "b⁽¹⁾ new")
    assert bias.plain[-1] == f"θ ← θ − α{direction}"


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (replace(SQUARED, learning_rate=50.0), "more: the step was too long."),
        (replace(SQUARED, learning_rate=50.0, weight_decay=0.1), "more: the step was too long, or what makes weights"),
        (
            replace(SQUARED, learning_rate=50.0, optimizer=OptimizerSettings("adam")),
            "more: the step was too long, or the gradients of earlier ones",
        ),
    ],
)
def test_a_loss_that_grew_is_explained_by_what_moves_the_weights(settings: TrainingSettings, reason: str) -> None:
    assert reason in steps(chain(2, 4, 2), settings)[-1].sentence


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_rule_defines_each_quantity_that_is_shown(optimizer: str) -> None:
    found = steps(chain(2, 4, 2), replace(SQUARED, optimizer=OptimizerSettings(optimizer)))
    step = next(step for step in found if step.title == "W⁽¹⁾ new")
    symbols = {term.name.plain.partition(" of ")[0] for term in step.terms if " of " in term.name.plain}
    assert all(f"{symbol} " in " ".join(step.plain) for symbol in symbols if not symbol.startswith("former"))


def test_after_a_small_step_the_losses_in_the_matrices_can_be_told_apart(qtbot: QtBot) -> None:
    last = steps(chain(2, 3, 2), replace(SQUARED, learning_rate=1e-9))[-1]
    cards = [MatrixCard(term) for term in last.terms]
    for card in cards:
        qtbot.addWidget(card)
    assert [card.term.name.plain for card in cards] == ["L", "L new"]
    assert cards[0].term.text != cards[1].term.text
    assert all(card.term.text in last.plain[0] for card in cards)
    assert all(card.width() > card.fontMetrics().horizontalAdvance(card.term.text) for card in cards)


def test_a_gradient_changed_before_its_use_leads_there_and_frozen_parameters_are_marked() -> None:
    network = chain(2, 4, 2)
    first = network.connections[0]
    frozen = np.zeros(first.weight.shape, bool)
    frozen[1, 0] = True
    network = replace(network, connections=(replace(first, frozen=frozen), *network.connections[1:]))
    found = steps(network, replace(SQUARED, l2=0.1))
    recurring = {name.plain: recurrence for name, recurrence in recurrences(found).items()}
    place = next(place for place, step in enumerate(found) if step.title == "W⁽¹⁾ new")
    assert place in recurring["∂L/∂W⁽¹⁾"].used
    assert "its update is left out" in found[place].sentence
    marked = {term.name.plain: term.frozen for step in found for term in step.terms if term.frozen is not None}
    assert set(marked) == {"W⁽¹⁾", "∂L/∂W⁽¹⁾", "g of W⁽¹⁾", "W⁽¹⁾ new"}
    before, after = (next(t for t in found[place].terms if t.name.plain == name) for name in ("W⁽¹⁾", "W⁽¹⁾ new"))
    assert (before.values == after.values).sum() == 1
    assert before.turned_over().is_frozen_at(0, 1)


def test_the_same_numbers_stand_wherever_a_matrix_recurs() -> None:
    by_name: dict[object, np.ndarray] = {}
    for step in steps(chain(2, 4, 3, 2), SQUARED):
        for term in step.terms:
            values = term.values.T if term.transposed else term.values
            np.testing.assert_array_equal(by_name.setdefault(term.name, values), values)


def test_matrices_that_are_multiplied_compose_as_they_are_shown() -> None:
    titles = set()
    for step in steps(chain(2, 4, 3, 2), SQUARED):
        for row in step.rows:
            for left, sign, right in zip(row, row[1:], row[2:], strict=False):
                if sign == "·":
                    assert left.shape[1] == right.shape[0]
                    np.testing.assert_array_equal((left.values @ right.values).shape, (left.shape[0], right.shape[1]))
                    titles |= {left.title, right.title}
    assert {"X", "W⁽¹⁾ᵀ", "Δ⁽²⁾ᵀ", "W⁽²⁾"} <= titles


def test_a_turned_entry_belongs_to_the_same_edge_and_sample() -> None:
    terms = {term.title: term for step in steps(chain(2, 4, 3, 2), SQUARED) for term in step.terms}
    weight, turned = terms["W⁽¹⁾"], terms["W⁽¹⁾ᵀ"]
    assert weight.item_at(3, 1) == turned.item_at(1, 3)
    delta, turned = terms["Δ⁽²⁾"], terms["Δ⁽²⁾ᵀ"]
    assert delta.item_at(4, 2) == turned.item_at(2, 4)
    assert delta.sample_at(4, 2) == turned.sample_at(2, 4)


@pytest.mark.parametrize(
    ("loss", "outputs", "smoothing"), [("log_loss", 1, 0.2), ("cross_entropy", 3, 0.2), ("cross_entropy", 3, 0.0)]
)
def test_the_first_gradient_follows_from_the_targets_that_are_shown(loss: str, outputs: int, smoothing: float) -> None:
    numbers = replace(SQUARED.loss_numbers, label_smoothing=smoothing)
    found = steps(chain(2, 4, outputs), replace(SQUARED, loss=loss, loss_numbers=numbers))
    step = next(each for each in found if each.phase == BACKWARD)
    shown = {term.name.plain: term.values for term in step.terms}
    assert "(P − T) / B" in step.plain[0]
    np.testing.assert_allclose(shown[step.title], (shown["P"] - shown["T"]) / len(shown["P"]), atol=1e-12)
