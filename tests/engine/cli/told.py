"""What a command line gave, as the tests look at it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

PREFIX = "neurocanvas: "


@dataclass(frozen=True)
class Told:
    """The exit status and what stood on the two outputs."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which is one line of JSON and nothing else."""
        assert self.out.endswith("\n")
        assert self.out.count("\n") == 1
        return json.loads(self.out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))

    @property
    def sentence(self) -> str:
        """Standard error, which is one line from the program, where the command failed and wrote nothing else."""
        assert self.status != 0
        assert self.out == ""
        assert self.err.startswith(PREFIX)
        assert self.err.count("\n") == 1
        return self.err.removeprefix(PREFIX).rstrip("\n")


Tell = Callable[..., Told]
Write = Callable[[str], Path]
