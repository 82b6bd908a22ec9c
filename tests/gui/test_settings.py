"""What the program remembers, written and read back as at the next start."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from gui.settings import MAX_RECENT_FILES, Settings, ThemeMode


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "settings.ini"


def reopened(settings: Settings) -> Settings:
    settings.flush()
    return Settings(settings.path)


def make_files(folder: Path, count: int) -> list[Path]:
    files = [folder / f"net, {index}.neuro" for index in range(count)]
    for file in files:
        file.touch()
    return files


def test_a_first_start_has_defaults(path: Path) -> None:
    settings = Settings(path)
    assert settings.theme_mode is ThemeMode.SYSTEM
    assert settings.interface_scale == 1.0
    assert settings.recent_files == ()
    assert settings.window_state(1).isEmpty()


def test_appearance_comes_back(path: Path) -> None:
    settings = Settings(path)
    settings.theme_mode = ThemeMode.DARK
    settings.interface_scale = 1.25
    later = reopened(settings)
    assert (later.theme_mode, later.interface_scale) == (ThemeMode.DARK, 1.25)


def test_the_latest_file_comes_first_and_once(path: Path, tmp_path: Path) -> None:
    first, second = make_files(tmp_path, 2)
    settings = Settings(path)
    for file in (first, second, first):
        settings.remember_file(file)
    assert reopened(settings).recent_files == (first, second)


def test_one_file_alone_comes_back(path: Path, tmp_path: Path) -> None:
    (file,) = make_files(tmp_path, 1)
    settings = Settings(path)
    settings.remember_file(file)
    assert reopened(settings).recent_files == (file,)


def test_old_files_drop_off_the_end(path: Path, tmp_path: Path) -> None:
    files = make_files(tmp_path, MAX_RECENT_FILES + 3)
    settings = Settings(path)
    for file in files:
        settings.remember_file(file)
    assert settings.recent_files == tuple(reversed(files))[:MAX_RECENT_FILES]


def test_files_that_are_gone_are_left_out(path: Path, tmp_path: Path) -> None:
    first, second = make_files(tmp_path, 2)
    settings = Settings(path)
    settings.remember_file(first)
    settings.remember_file(second)
    first.unlink()
    assert settings.recent_files == (second,)


def test_files_can_be_forgotten(path: Path, tmp_path: Path) -> None:
    first, second = make_files(tmp_path, 2)
    settings = Settings(path)
    settings.remember_file(first)
    settings.remember_file(second)
    settings.forget_file(second)
    assert reopened(settings).recent_files == (first,)


def test_each_layout_has_its_own_arrangement(path: Path) -> None:
    settings = Settings(path)
    settings.save_window(1, QByteArray(b"\x00geometry"), QByteArray(b"\x01state"))
    later = reopened(settings)
    assert later.window_geometry(1) == QByteArray(b"\x00geometry")
    assert later.window_state(1) == QByteArray(b"\x01state")
    assert later.window_state(2).isEmpty()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff nonsense", b"[appearance]\ntheme=purple\nscale=big\n[files]\nrecent=@"]
)
def test_a_damaged_file_reads_as_defaults(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings = Settings(path)
    assert (settings.theme_mode, settings.interface_scale, settings.recent_files) == (ThemeMode.SYSTEM, 1.0, ())


@pytest.mark.parametrize("scale", ["nan", "inf", "-inf", "1e999", "1,5"])
def test_a_scale_that_is_no_finite_number_reads_as_the_default(path: Path, scale: str) -> None:
    path.parent.mkdir()
    path.write_text(f"[appearance]\nscale={scale}\n")
    assert Settings(path).interface_scale == 1.0


def test_without_a_path_the_desktop_says_where(tmp_path: Path) -> None:
    assert Settings().path.name == "settings.ini"
    assert Settings().path.parent.name == "neurocanvas"
