"""Zip archives of a few known members, whose sizes are bounded before any memory is taken for them."""

import errno
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from engine.errors import ProjectFileError

MIB = 2**20
MAX_DIRECTORY_BYTES = 64 * 1024
MAX_MEMBERS = 16
MAX_RATIO = 200  # of unpacked to packed size; only what is larger than a MiB must keep to it
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold; the same project gives the same bytes
_ENCRYPTED = 0x1
# What a zip ends with: signature, two disk numbers, two counts, directory size and offset, comment length.
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE, _ZIP64_LOCATOR, _FIRST_SIGNATURE = b"PK\x05\x06", b"PK\x06\x07", b"PK\x03\x04"
_ZIP64_LOCATOR_BYTES = 20
# What `zipfile` raises over hostile bytes, found by fuzzing.
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError)


class Archive:
    """A zip opened for reading, whose directory has been checked."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the directory of a zip.

        Args:
            file: Open for reading, seekable; to be closed by whoever opened it, after the last `read`.

        Raises:
            ProjectFileError: It is no zip, or its directory is damaged or out of bounds.
            OSError: It cannot be read.
        """
        _check_end(file)
        with _damage_told("the table of contents at its end is damaged."):
            self._zip = zipfile.ZipFile(file)
        members = self._zip.infolist()
        self.names = tuple(member.filename for member in members)
        if len(members) > MAX_MEMBERS or len(set(self.names)) < len(members):
            raise ProjectFileError(f"it has {len(members)} parts, more than a project has, or two of the same name.")

    def read(self, name: str, limit: int) -> bytes:
        """Give a member's content.

        Args:
            name: The member's name.
            limit: The most bytes it may have, unpacked.

        Raises:
            ProjectFileError: There is no such member, or it is damaged, encrypted, larger than `limit`, or packed
                so tightly that it must be a trap.
            OSError: It cannot be read.
        """
        member = next((member for member in self._zip.infolist() if member.filename == name), None)
        if member is None:
            raise ProjectFileError(f"its part {name} is missing.")
        _check_member(member, limit)
        with _damage_told(f"its part {name} is damaged."), self._zip.open(member) as content:
            data = content.read(limit + 1)
        if len(data) != member.file_size:
            raise ProjectFileError(f"its part {name} is damaged: it has not the size it claims.")
        return data


def pack(members: Mapping[str, bytes], compressed: frozenset[str]) -> bytes:
    """Give a zip of `members`, in their order; the same members always give the same bytes.

    Args:
        members: Content by name.
        compressed: The names of those to deflate; the others are stored as they are, which is quick.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _FIXED_TIME)
            member.create_system = 3  # Unix everywhere, or the bytes would tell one system from another
            member.external_attr = 0o644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED if name in compressed else zipfile.ZIP_STORED
            archive.writestr(member, data)
    return file.getvalue()


@contextmanager
def _damage_told(sentence: str) -> Iterator[None]:
    """Turn what `zipfile` raises over hostile bytes into one sentence."""
    try:
        yield
    except _BROKEN_ZIP:
        raise ProjectFileError(sentence) from None
    except OSError as error:
        if error.errno == errno.EINVAL:  # it was sent to a place before the file's beginning
            raise ProjectFileError(sentence) from None
        raise


def _check_end(file: IO[bytes]) -> None:
    """Refuse what is no zip, or one with a directory so large that reading it would be the trap."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    starts_well = file.read(4) == _FIRST_SIGNATURE
    tail_bytes = min(size, _END.size + _ZIP64_LOCATOR_BYTES)
    file.seek(size - tail_bytes)
    tail = file.read(tail_bytes)
    end = tail[-_END.size :]
    if not starts_well:
        raise ProjectFileError("it is empty." if size == 0 else "it is no Neurocanvas project.")
    if len(end) < _END.size or not end.startswith(_END_SIGNATURE):
        raise ProjectFileError("it is incomplete: its end is missing.")
    directory_bytes = _END.unpack(end)[5]
    if directory_bytes > MAX_DIRECTORY_BYTES or tail.startswith(_ZIP64_LOCATOR):
        raise ProjectFileError("its table of contents is larger than any project's.")


def _check_member(member: zipfile.ZipInfo, limit: int) -> None:
    name, size = member.filename, member.file_size
    if member.flag_bits & _ENCRYPTED:
        raise ProjectFileError(f"its part {name} is encrypted.")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ProjectFileError(f"its part {name} is packed in a way that projects do not use.")
    if size > limit:
        raise ProjectFileError(f"its part {name} claims {size:,} bytes; at most {limit:,} are read.")
    if size > MIB and size > MAX_RATIO * member.compress_size:
        raise ProjectFileError(
            f"its part {name} claims to unpack {member.compress_size:,} bytes to {size:,}, as no project does."
        )
