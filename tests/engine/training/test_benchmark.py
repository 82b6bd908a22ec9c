"""The benchmark's figures: measured in turn, with what they stand beside."""

import pytest

from engine.training import benchmark


def test_a_case_is_compared_with_the_eager_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "SECONDS_A_ROUND", 0.01)

    found = benchmark.compare(benchmark.Case((2, 3, 1), 4, 16, 1.5))

    assert found.name == "2-3-1 B=4 on cpu, against the eager loop"
    assert (found.unit, found.target, found.at_most) == ("×", 1.5, False)
    assert 0.01 < found.value < 1000
    assert "steps/s by" in found.detail
