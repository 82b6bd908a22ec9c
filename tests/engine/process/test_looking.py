import pytest

from engine.arrays import same_value
from engine.process.codec import decode_request, encode
from engine.process.looking import FramePacer, Subject, look, without_slow_views
from engine.process.pictures import (
    BoundaryRequest,
    DistributionRequest,
    MetricsRequest,
    NeuronFields,
    NeuronFieldsRequest,
    NeuronGroup,
    NeuronHistogramsRequest,
)
from engine.process.requests import Watch
from engine.project.examples import EXAMPLES
from engine.project.settings import TrainingSettings


def test_the_first_frame_may_come_at_once() -> None:
    assert FramePacer().wait(now=100.0) == 0.0


@pytest.mark.parametrize("is_training", [False, True])
def test_cheap_frames_come_thirty_times_a_second(is_training: bool) -> None:
    pacer = FramePacer()

    pacer.note_frame(began=10.0, ended=10.001, is_training=is_training)

    assert pacer.wait(now=10.001) == pytest.approx(1 / 30 - 0.001)
    assert pacer.wait(now=10.1) == 0.0


def test_while_training_dear_frames_take_a_tenth_of_the_time() -> None:
    pacer = FramePacer()

    pacer.note_frame(began=10.0, ended=10.15, is_training=True)

    assert pacer.wait(now=10.15) == pytest.approx(1.35)


def test_while_idle_dear_frames_follow_each_other() -> None:
    pacer = FramePacer()

    pacer.note_frame(began=10.0, ended=10.15, is_training=False)

    assert pacer.wait(now=10.15) == 0.0


def test_pictures_of_neurons_come_ten_times_a_second_while_training_and_else_always() -> None:
    pacer = FramePacer()
    assert pacer.are_slow_views_due(10.0, is_training=True)
    assert not pacer.are_slow_views_due(10.05, is_training=True)
    assert pacer.are_slow_views_due(10.06, is_training=False)
    assert not pacer.are_slow_views_due(10.1, is_training=True)
    assert pacer.are_slow_views_due(10.17, is_training=True)


def test_what_is_watched_of_neurons_is_looked_at() -> None:
    subject = Subject(EXAMPLES["xor"].build().network, None, TrainingSettings())
    plane = BoundaryRequest((0, 1), (-1.0, 1.0), (-1.0, 1.0), 5)
    watched = {"neurons": NeuronFieldsRequest(plane, (NeuronGroup("L2", (0, 1)),))}
    views, notes = look(subject, watched)
    assert isinstance(views["neurons"], NeuronFields)
    (field,) = views["neurons"].fields
    assert field.shape == (2, 5, 5)
    assert notes == {}


def test_pictures_of_neurons_and_metrics_are_slow_and_plots_are_not() -> None:
    plane = BoundaryRequest((0, 1), (-1.0, 1.0), (-1.0, 1.0), 5)
    watched = {
        "plane": plane,
        "counts": DistributionRequest("L2"),
        "responses": NeuronFieldsRequest(plane, ()),
        "histograms": NeuronHistogramsRequest((), 10),
        "metrics": MetricsRequest(),
    }
    assert set(without_slow_views(watched)) == {"plane", "counts"}


def test_what_is_missing_says_why_and_keeps_nothing_else_back() -> None:
    subject = Subject(EXAMPLES["xor"].build().network, None, TrainingSettings())
    watched = {
        "histograms": NeuronHistogramsRequest((NeuronGroup("L2", (0,)),), 10),
        "plane": BoundaryRequest((0, 1), (-1.0, 1.0), (-1.0, 1.0), 5),
    }
    views, notes = look(subject, watched)
    assert set(views) == {"plane"}
    assert notes == {"histograms": "There are no samples yet."}


def test_requests_and_answers_for_pictures_pass_through_the_pipe() -> None:
    request = NeuronFieldsRequest(BoundaryRequest((0, 1), (-1.0, 1.0), (-1.0, 1.0), 5), (NeuronGroup("L2", (0, 1)),))
    received = decode_request(encode(Watch(views={"neurons": request})))
    assert same_value(received, Watch(views={"neurons": request}))
