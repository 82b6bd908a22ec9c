from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[1]
needs_posix = pytest.mark.skipif(os.name == "nt", reason="stands in for programs with shell scripts")


def write_program(path: Path, lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)


class Checkout:
    """A checkout of its own whose installations are only written down."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[str] = []
        self.root = root
        self.lock = root / "requirements.lock"
        self.python = root / ".venv" / "bin" / "python"
        for name in ("dev.py", "pyproject.toml", "requirements.lock"):
            shutil.copy(ROOT / name, root)
        places = {"ROOT": root, "VENV": root / ".venv", "LOCK": self.lock, "PYPROJECT": root / "pyproject.toml"}
        places["STAMP"] = places["VENV"] / dev.STAMP.name
        for name, place in places.items():
            monkeypatch.setattr(dev, name, place)
        monkeypatch.setattr(dev, "run_quietly", self._note)

    def _note(self, command: list[str | Path], _hint: str) -> str:
        text = " ".join(map(str, command))
        self.commands.append(text)
        if "-m venv" in text:
            write_program(self.python, "exit 0")
        return ""

    def steps(self) -> list[str]:
        """What the next start does about the environment."""
        self.commands.clear()
        dev.ensure_environment()
        kinds = {"-m venv": "make", f"-r {self.lock}": "packages", "--editable": "program"}
        return [kind for command in self.commands for mark, kind in kinds.items() if mark in command]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    root = tmp_path / "checkout"
    root.mkdir()
    return Checkout(root, monkeypatch)


@needs_posix
class TestEnvironment:
    def test_is_made_once(self, checkout: Checkout) -> None:
        assert checkout.steps() == ["make", "packages", "program"]
        assert checkout.steps() == []

    def test_is_updated_in_place_when_the_lock_changed(self, checkout: Checkout) -> None:
        checkout.steps()
        checkout.lock.write_text("numpy==2.0.0\n")
        assert checkout.steps() == ["packages", "program"]
        assert checkout.steps() == []

    def test_is_made_anew_after_an_installation_was_cut_off(
        self, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        note = dev.run_quietly

        def interrupted(command: list[str | Path], hint: str) -> str:
            if "-r" in command:
                raise KeyboardInterrupt
            return note(command, hint)

        with monkeypatch.context() as patch:
            patch.setattr(dev, "run_quietly", interrupted)
            with pytest.raises(KeyboardInterrupt):
                dev.ensure_environment()
        assert checkout.steps() == ["make", "packages", "program"]

    def test_is_made_anew_when_its_python_is_gone(self, checkout: Checkout) -> None:
        checkout.steps()
        checkout.python.unlink()
        assert checkout.steps() == ["make", "packages", "program"]

    def test_is_made_anew_when_the_checkout_moved(self, checkout: Checkout) -> None:
        checkout.steps()
        stamp = json.loads(dev.STAMP.read_text())
        dev.STAMP.write_text(json.dumps({**stamp, "place": "/elsewhere/.venv"}))
        assert checkout.steps() == ["make", "packages", "program"]

    def test_that_someone_else_made_is_kept_if_it_works(self, checkout: Checkout) -> None:
        write_program(checkout.python, "exit 0")
        assert checkout.steps() == ["packages", "program"]

    def test_that_someone_else_made_is_replaced_if_it_does_not(self, checkout: Checkout) -> None:
        write_program(checkout.python, "exit 1")
        assert checkout.steps() == ["make", "packages", "program"]


@needs_posix
class TestCommands:
    @pytest.fixture
    def ready(self, checkout: Checkout) -> Checkout:
        checkout.steps()
        return checkout

    def start(self, ready: Checkout, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(ready.root / "dev.py"), *arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def test_run_hands_over_arguments_output_and_exit_code(self, ready: Checkout) -> None:
        write_program(ready.root / ".venv/bin/neurocanvas", 'printf "%s|" "$@"; exit 7')
        with self.start(ready, "run", "show", "my file.neuro", "--json") as process:
            out, _ = process.communicate()
        assert (out, process.returncode) == ("show|my file.neuro|--json|", 7)

    def test_run_leaves_signals_to_the_program(self, ready: Checkout) -> None:
        write_program(ready.root / ".venv/bin/neurocanvas", "trap 'exit 5' TERM\necho up\nwhile :; do :; done")
        with self.start(ready, "run") as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "up\n"
            process.send_signal(signal.SIGTERM)
            assert process.wait() == 5

    def test_test_runs_each_check_and_then_the_suite(self, ready: Checkout) -> None:
        for name in ("ruff", "lint-imports"):
            write_program(ready.root / ".venv/bin" / name, "exit 0")
        write_program(ready.root / ".venv/bin/mypy", "echo 'gui/app.py: wrong'; exit 1")
        write_program(ready.python, 'echo "$@"')
        with self.start(ready, "test") as process:
            out, err = process.communicate()
        assert "-m pytest --numprocesses auto --dist worksteal\n" in out
        assert "ruff check: passed" in err
        assert "lint-imports: passed" in err
        assert "mypy: failed\ngui/app.py: wrong" in err
        assert err.endswith("Failed: mypy\n")
        assert process.returncode == 1

    def test_test_with_arguments_is_pytest_alone(self, ready: Checkout) -> None:
        write_program(ready.python, 'echo "$@"; exit 4')
        with self.start(ready, "test", "tests/engine", "-k", "data set") as process:
            out, err = process.communicate()
        assert out == "-m pytest tests/engine -k data set\n"
        assert "ruff" not in err
        assert process.returncode == 4

    @pytest.mark.parametrize("arguments", [[], ["rnu"]])
    def test_an_unknown_command_shows_the_usage(self, ready: Checkout, arguments: list[str]) -> None:
        with self.start(ready, *arguments) as process:
            _, err = process.communicate()
        assert err == dev.USAGE
        assert process.returncode == 2


def test_an_older_python_is_told_in_one_sentence() -> None:
    start = f"runpy.run_path({str(ROOT / 'dev.py')!r}, run_name='__main__')"
    code = f"import sys, runpy; sys.version_info = (3, 10, 1); {start}"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert re.fullmatch(r"Neurocanvas needs Python 3\.11 or newer, and this is \S+\.\n", ended.stderr)


@needs_posix
def test_without_a_network_one_sentence_says_so(tmp_path: Path) -> None:
    pip = tmp_path / "pip"
    write_program(pip, "echo 'WARNING: Retrying after connection broken by NewConnectionError'; exit 1")
    with pytest.raises(dev.SetupError, match=r"^The packages could not be downloaded: connect this machine"):
        dev.run_quietly([pip], "hint")


@needs_posix
def test_any_other_failure_shows_the_last_words_of_the_program(tmp_path: Path) -> None:
    pip = tmp_path / "pip"
    write_program(pip, "seq 100; echo 'no space left'; exit 1")
    with pytest.raises(dev.SetupError) as caught:
        dev.run_quietly([pip], "hint")
    assert str(caught.value).startswith("82\n")
    assert str(caught.value).endswith("no space left\nhint")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt brings everything along elsewhere")
class TestQtLibraries:
    @pytest.fixture(autouse=True)
    def _two_missing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dev, "is_missing", lambda library: library in ("libxcb-icccm.so.4", "libxcb-keysyms.so.1"))

    def test_without_root_the_exact_command_is_given(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        dev.ensure_qt_libraries()
        command = "sudo apt-get install --yes --no-install-recommends libxcb-icccm4 libxcb-keysyms1"
        assert command in capsys.readouterr().err

    def test_with_root_they_are_installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        commands = []
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(dev, "run_quietly", lambda command, _hint: commands.append(" ".join(command)))
        dev.ensure_qt_libraries()
        assert [command.partition("apt-get ")[2] for command in commands] == [
            "update",
            "install --yes --no-install-recommends libxcb-icccm4 libxcb-keysyms1",
        ]

    def test_without_apt_the_packages_are_named(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(shutil, "which", lambda _name: None)
        dev.ensure_qt_libraries()
        assert "counterparts of Debian's libxcb-icccm4 libxcb-keysyms1" in capsys.readouterr().err


class TestLock:
    def test_pins_every_declared_dependency_and_nothing_else_stands_in_it(self) -> None:
        pins = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if not line.startswith("#")]
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", pin) for pin in pins)
        names = {normalized(pin.partition("==")[0]) for pin in pins}
        declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
        wanted = [*declared["project"]["dependencies"], *declared["dependency-groups"]["dev"]]
        assert {normalized(re.match(r"[\w.-]+", requirement)[0]) for requirement in wanted} <= names

    def test_holds_the_versions_that_were_chosen_with_care(self) -> None:
        pins = normalized((ROOT / "requirements.lock").read_text()).splitlines()
        assert {normalized(held) for held in dev.HELD} <= set(pins)

    def test_names_a_version_and_not_one_build_of_it(self) -> None:
        found = [("torch", "2.13.0+cpu"), ("Jinja2", "3.1.6"), ("attrs", "25.1.0")]
        report = {"install": [{"metadata": {"name": name, "version": version}} for name, version in found]}
        assert dev.lock_text(report).splitlines()[1:] == ["attrs==25.1.0", "Jinja2==3.1.6", "torch==2.13.0"]


def normalized(name: str) -> str:
    return name.lower().replace("_", "-")


@needs_posix
def test_continuous_integration_can_be_started() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
