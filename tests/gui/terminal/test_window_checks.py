from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gui.terminal.window_checks import check_system_libraries, check_window

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks libraries or displays")


def test_it_finds_qt_its_platform_and_where_settings_go(tmp_path: Path) -> None:
    findings = {finding.subject: finding for finding in check_window()}

    assert not any(finding.is_problem for finding in findings.values())
    assert findings["Qt"].text.endswith("platform offscreen")
    assert str(tmp_path) in findings["Settings"].text


@linux
def test_no_display_is_said_and_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)

    findings = list(check_window())

    assert findings[0].subject == "Screen"
    assert "all works but the window" in findings[0].text
    assert not any(finding.is_problem for finding in findings)


@linux
def test_a_display_that_does_not_answer_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":4711")

    (finding,) = check_window()

    assert finding.is_problem
    assert finding.text.startswith("does not start here (")


@linux
def test_libraries_the_system_lacks_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ldd = tmp_path / "ldd"
    ldd.write_text(
        "#!/bin/sh\n"
        "echo '\tlibxcb-cursor.so.0 => not found'\n"
        "echo '\tlibc.so.6 => /lib/libc.so.6 (0x0000)'\n"
        "echo '\tlibEGL.so.1 => not found'\n"
    )
    ldd.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    (finding,) = check_system_libraries()

    assert finding.is_problem
    assert "needs libEGL.so.1, libxcb-cursor.so.0:" in finding.text
