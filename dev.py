"""The checkout's two commands: ``python3 dev.py run [ARGS]`` and ``python3 dev.py test [ARGS]``.

Both make ``.venv``, install what ``requirements.lock`` pins, and then run; the second time they start at once. A third,
``python3 dev.py lock``, resolves the dependencies in ``pyproject.toml`` anew. It needs nothing but Python.

What it says goes to standard error, so that ``dev.py run eval --json`` can be piped.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
PYPROJECT = ROOT / "pyproject.toml"
STAMP = VENV / "installed.json"

USAGE = """\
usage: python3 dev.py run [ARGS]     start Neurocanvas (ARGS as for the neurocanvas command)
       python3 dev.py test [ARGS]    check and test everything, or run pytest alone with ARGS
       python3 dev.py lock           resolve pyproject.toml anew and write requirements.lock
"""

# Exact versions the lock must hold where the newest that pyproject.toml allows is the wrong one to choose.
HELD = (
    "torch==2.13.0",  # without an exact version pip prefers the build that brings gigabytes of CUDA along
    "PySide6-Essentials==6.11.3",  # the one version every plot and paint was measured with
)

CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
)

# One process of tests for each core; one that has run its share takes over from another.
ON_EVERY_CORE = ("--numprocesses", "auto", "--dist", "worksteal")

# What Qt's own wheels leave to the system, by shared library and by the Debian package that holds it.
QT_LIBRARIES = {
    "libdbus-1.so.3": "libdbus-1-3",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

OFFLINE = re.compile(
    r"connection broken by|NewConnectionError|NameResolutionError|Network is unreachable", re.IGNORECASE
)


class SetupError(Exception):
    """The environment could not be made; the text is one sentence for the person at the terminal."""


def say(text: str) -> None:
    """Write a line for the person at the terminal."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step that takes a while, and end its line with how long it took, or that it failed."""
    sys.stderr.write(f"{title} … ")
    sys.stderr.flush()
    begin = time.monotonic()
    try:
        yield
    except BaseException:
        say("failed")
        raise
    say(f"done in {time.monotonic() - begin:.0f} s")


def run_quietly(command: Sequence[str | Path], hint: str) -> str:
    """Run a command, give what it printed, and raise ``SetupError`` with its last lines and the hint if it fails."""
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ended.returncode == 0:
        return ended.stdout
    if OFFLINE.search(ended.stdout):
        raise SetupError("The packages could not be downloaded: connect this machine to the network and try again.")
    last_lines = "\n".join(ended.stdout.splitlines()[-20:])
    raise SetupError(f"{last_lines}\n{hint}")


# --- The virtual environment ------------------------------------------------------------------------------------------


def script(name: str) -> Path:
    """Give the path of a program in the virtual environment, which has another place on Windows."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def base_python() -> str:
    """Give the Python that stays when ``.venv`` is removed, even if this one is the environment's own."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def wanted_stamp() -> dict[str, str]:
    """Describe the environment this checkout needs; a finished one carries the same description in its stamp."""
    contents = hashlib.sha256()
    for path in (LOCK, PYPROJECT):
        contents.update(path.read_bytes())
    return {
        "place": str(VENV),  # scripts hold absolute paths, so a moved checkout needs a new environment
        "python": ".".join(map(str, sys.version_info[:2])),
        "dependencies": contents.hexdigest(),
    }


def read_stamp() -> dict[str, str] | None:
    """Give the environment's stamp, an empty one where an installation was cut off, or None where there is none."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def can_be_kept(stamp: dict[str, str] | None, wanted: dict[str, str]) -> bool:
    """Say whether the environment found can be brought up to date in place rather than made anew."""
    if stamp is not None and (stamp.get("place"), stamp.get("python")) != (wanted["place"], wanted["python"]):
        return False
    check = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([script("python"), "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """Make ``.venv`` anew, whatever stood there."""
    if importlib.util.find_spec("ensurepip") is None:
        install_system_packages([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], "Python's venv module")
    with step("Making .venv"):
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(VENV)
        run_quietly([base_python(), "-m", "venv", VENV], "Python could not make .venv; see its words above.")


def ensure_environment() -> None:
    """Make ``.venv`` hold exactly what the lock says; do nothing where it already does."""
    wanted = wanted_stamp()
    stamp = read_stamp()
    if stamp == wanted and script("python").exists():
        return
    if not can_be_kept(stamp, wanted):
        make_venv()
    STAMP.write_text("{}", encoding="utf-8")  # until the end, so that a cut-off installation starts again
    pip: list[str | Path] = [
        script("python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    hint = "The packages could not be installed; see pip's words above."
    with step("Installing the packages (the first time takes some minutes)"):
        run_quietly([*pip, "-r", LOCK], hint)
        run_quietly([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT], hint)
    STAMP.write_text(json.dumps(wanted, indent=2), encoding="utf-8")


# --- Qt's system libraries --------------------------------------------------------------------------------------------


def is_missing(library: str) -> bool:
    """Say whether the system's loader cannot find a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def ensure_qt_libraries() -> None:
    """Install the system libraries that Qt needs to open a window, or say which they are."""
    if not sys.platform.startswith("linux"):
        return
    missing = [library for library in QT_LIBRARIES if is_missing(library)]
    if not missing:
        return
    try:
        install_system_packages([QT_LIBRARIES[library] for library in missing], "system libraries of Qt")
    except SetupError as error:
        say(f"{error} Going on; a window may not open.")


def install_system_packages(packages: list[str], what: str) -> None:
    """Install Debian packages as root with apt; else raise ``SetupError`` with the command that does it."""
    names = shlex.join(packages)
    if shutil.which("apt-get") is None:
        raise SetupError(f"Missing {what}: install your system's counterparts of Debian's {names}.")
    command = f"apt-get install --yes --no-install-recommends {names}"
    if os.geteuid() != 0:
        raise SetupError(f"Missing {what}: run this command to get them: sudo {command}")
    with step(f"Installing {what} ({names})"):
        environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
        hint = f"apt could not install {what}: {command}"
        run_quietly([*environment, "apt-get", "update"], hint)
        run_quietly([*environment, *shlex.split(command)], hint)


# --- The commands -----------------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Start the program in this process's place, so that its exit code and every signal are its own."""
    ensure_environment()
    ensure_qt_libraries()
    command = [str(script("neurocanvas")), *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    return run_attached(command)


def run_attached(command: Sequence[str | Path], folder: Path | None = None) -> int:
    """Run a command on this terminal and give its exit code; Ctrl-C is the command's to answer."""
    with subprocess.Popen(command, cwd=folder) as process:
        previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            code = process.wait()
        finally:
            signal.signal(signal.SIGINT, previous)
    return code if code >= 0 else 128 - code  # a signal's death as a shell reports it


def test(arguments: list[str]) -> int:
    """Run every check and the whole suite, or pytest alone with the arguments given."""
    ensure_environment()
    ensure_qt_libraries()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of some hundred processes compiles all sources again
    pytest: list[str | Path] = [script("python"), "-m", "pytest"]
    if arguments:
        return run_attached([*pytest, *arguments], ROOT)
    failed = [shlex.join(check) for check in CHECKS if not passes(check)]
    tests_failed = run_attached([*pytest, *ON_EVERY_CORE], ROOT)
    if failed:
        say(f"Failed: {', '.join(failed)}{', pytest' if tests_failed else ''}")
    return tests_failed or len(failed)


def passes(check: Sequence[str]) -> bool:
    """Run one check, show what it printed only if it fails, and say whether it passed."""
    name, *arguments = check
    ended = subprocess.run([script(name), *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    say(f"{shlex.join(check)}: {'failed' if ended.returncode else 'passed'}")
    if ended.returncode:
        say(f"{ended.stdout}{ended.stderr}".rstrip())
    return ended.returncode == 0


def lock(arguments: list[str]) -> int:
    """Resolve the dependencies in a fresh environment and write the versions found to ``requirements.lock``."""
    if arguments:
        raise SetupError(f"lock takes no arguments, and was given {shlex.join(arguments)}.")
    with tempfile.TemporaryDirectory() as folder, step("Resolving the dependencies"):
        fresh = Path(folder) / "venv"
        run_quietly([base_python(), "-m", "venv", fresh], "Python could not make a fresh environment.")
        report = Path(folder) / "report.json"
        pip: list[str | Path] = [
            fresh / script("python").relative_to(VENV),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
        ]
        resolve: list[str | Path] = [
            "--quiet",
            "--dry-run",
            "--ignore-installed",
            "--report",
            report,
            *HELD,
            *declared_dependencies(),
        ]
        run_quietly([*pip, *resolve], "pip found no set of versions that fits pyproject.toml.")
        LOCK.write_text(lock_text(json.loads(report.read_text(encoding="utf-8"))), encoding="utf-8")
    say("Wrote requirements.lock")
    return 0


def declared_dependencies() -> list[str]:
    """Give what pyproject.toml asks for to run the program, to test it and to build it."""
    import tomllib  # noqa: PLC0415 - new in 3.11, and an older Python must get as far as the sentence that says so

    declared = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    running: list[str] = declared["project"]["dependencies"]
    return [*running, *declared["dependency-groups"]["dev"], *declared["build-system"]["requires"]]


def lock_text(report: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    """Give the lock's text for pip's installation report.

    A local version label such as ``+cpu`` names one build of a version, and is left out: each machine takes its own.
    """
    pins = {item["metadata"]["name"]: item["metadata"]["version"].partition("+")[0] for item in report["install"]}
    lines = [f"{name}=={pins[name]}" for name in sorted(pins, key=str.lower)]
    return "\n".join(["# Written by `python3 dev.py lock` from pyproject.toml.", *lines, ""])


COMMANDS: dict[str, Callable[[list[str]], int]] = {"run": run, "test": test, "lock": lock}


def main(arguments: list[str]) -> int:
    """Run one command and give the exit code."""
    if arguments and arguments[0] in ("-h", "--help", "help"):
        sys.stdout.write(USAGE)
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        sys.stderr.write(USAGE)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except (SetupError, OSError) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Neurocanvas needs Python 3.11 or newer, and this is {sys.version.split()[0]}.")
    sys.exit(main(sys.argv[1:]))
