import pytest

from engine.process.step_pacer import StepPacer


def test_without_a_limit_nothing_waits() -> None:
    pacer = StepPacer()
    assert pacer.due(5.0) is None
    pacer.note_taken(1000)
    assert pacer.wait(5.0) == 0.0


@pytest.mark.parametrize("rate", [1.0, 7.0, 250.0, 40_000.0])
def test_steps_come_at_the_rate_asked_for_however_often_it_is_looked_at(rate: float) -> None:
    pacer = StepPacer()
    pacer.limit(rate)
    now, taken = 100.0, 0
    while now < 110.0:
        due = pacer.due(now)
        assert due is not None
        pacer.note_taken(due)
        taken += due
        now += max(pacer.wait(now), 0.003)
    assert taken == pytest.approx(10 * rate, rel=0.02, abs=1.1 + 0.1 * rate)


def test_what_was_missed_while_nobody_looked_is_not_made_up_for() -> None:
    pacer = StepPacer()
    pacer.limit(10.0)
    pacer.note_taken(pacer.due(100.0) or 0)
    assert pacer.due(500.0) == 2


def test_one_step_a_second_waits_for_its_second() -> None:
    pacer = StepPacer()
    pacer.limit(1.0)
    assert pacer.due(100.0) == 1
    pacer.note_taken(1)
    assert pacer.due(100.5) == 0
    assert 0.3 < pacer.wait(100.5) <= 0.5
