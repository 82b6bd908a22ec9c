"""Search as you type: a field, and below it what fits best, for quick add and for the command palette."""

from gui.search_popup.entries import Found, SearchEntry
from gui.search_popup.popup import SearchPopup
from gui.search_popup.ranking import ranked

__all__ = ["Found", "SearchEntry", "SearchPopup", "ranked"]
