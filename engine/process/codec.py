"""Messages as bytes: msgpack with arrays as dtype, shape and raw data. Decoding checks every field's type."""

from typing import Any

import msgspec
import numpy as np

from engine.process.events import Event
from engine.process.requests import Request


def _encode_array(value: object) -> object:
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, np.ascontiguousarray(value).data.cast("B") if value.size else b""
    raise NotImplementedError(f"{type(value).__name__} has no place in a message.")


def _decode_array(expected: type, value: Any) -> object:  # noqa: ARG001 - msgspec's signature
    dtype, shape, data = value
    return np.frombuffer(data, dtype=np.dtype(dtype)).reshape(shape)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode_array)
_REQUESTS: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request, dec_hook=_decode_array)
_EVENTS: msgspec.msgpack.Decoder[Event] = msgspec.msgpack.Decoder(Event, dec_hook=_decode_array)


def encode(message: Request | Event) -> bytes:
    """Give a message as bytes for the pipe."""
    return _ENCODER.encode(message)


def decode_request(data: bytes) -> Request:
    """Give the request the window sent.

    Raises:
        msgspec.ValidationError: The bytes are no request.
    """
    return _REQUESTS.decode(data)


def decode_event(data: bytes) -> Event:
    """Give the event the engine sent.

    Raises:
        msgspec.ValidationError: The bytes are no event.
    """
    return _EVENTS.decode(data)
