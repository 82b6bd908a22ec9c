"""What the view showed before it zoomed out for an edit, so that undoing the edit brings it back."""

from collections import deque

from engine.network.model import Network
from gui.canvas.navigation import Navigation, ViewState

MOST_KEPT = 32


class Outlooks:
    """Remembers views of networks that edits have changed.

    Args:
        navigation: Moves the view.
    """

    def __init__(self, navigation: Navigation) -> None:
        self._navigation = navigation
        self._kept: deque[tuple[Network, ViewState]] = deque(maxlen=MOST_KEPT)

    def keep(self, network: Network, state: ViewState) -> None:
        """Take note of how a network was seen that is about to be seen otherwise."""
        self._kept.append((network, state))

    def come_back(self, network: Network) -> bool:
        """See a network that is back as it was seen before, unless the person has moved the view since.

        Gives whether it is seen so.
        """
        if not self._kept or self._kept[-1][0] is not network:
            return False
        state = self._kept.pop()[1]
        return self._navigation.is_fitted and self._navigation.go_back(state)
