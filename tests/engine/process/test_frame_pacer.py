import pytest

from engine.process.frame_pacer import FramePacer


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
