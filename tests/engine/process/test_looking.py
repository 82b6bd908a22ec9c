from engine.arrays import same_value
from engine.process.codec import decode_request, encode
from engine.process.looking import Subject, look, without_slow_views
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
