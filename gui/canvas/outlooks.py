"""What the view showed before it was moved for an edit, so that undoing the edit brings it back."""

from collections import deque
from collections.abc import Callable

import msgspec

from engine.network.model import Network
from gui.canvas.navigation import Navigation, ViewState

MOST_KEPT = 32


class _Move(msgspec.Struct, frozen=True, eq=False):
    """How the view was moved for an edit.

    Attributes:
        network: The network before the edit.
        left: The view it had.
        reached: The view after the edit.
    """

    network: Network
    left: ViewState
    reached: ViewState


class Outlooks:
    """Remembers views of networks that edits have changed.

    Args:
        navigation: Moves the view.
    """

    def __init__(self, navigation: Navigation) -> None:
        self._navigation = navigation
        self._moves: deque[_Move] = deque(maxlen=MOST_KEPT)

    def move(self, network: Network, left: ViewState, move: Callable[[], None]) -> None:
        """Move the view, and take note of how a network was seen that is about to be seen otherwise."""
        move()
        self._moves.append(_Move(network, left, self._navigation.state))

    def come_back(self, network: Network) -> bool:
        """See a network that is back as it was seen before, unless the person has moved the view since.

        Gives whether it is seen so.
        """
        if not self._moves or self._moves[-1].network is not network:
            return False
        move, now = self._moves.pop(), self._navigation.state
        is_untouched = now.is_like(move.reached) or (now.is_fitted and move.reached.is_fitted)
        return is_untouched and self._navigation.go_back(move.left)
