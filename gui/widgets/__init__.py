"""Small controls used all over the window: fields, switches, messages and empty states."""

from gui.widgets.choice_field import Choice, ChoiceField
from gui.widgets.collapsible import Collapsible
from gui.widgets.empty_state import EmptyState
from gui.widgets.floating_message import FloatingMessage
from gui.widgets.form import Form
from gui.widgets.icon_label import IconLabel
from gui.widgets.inline_message import InlineMessage, MessageKind
from gui.widgets.integer_field import IntegerField
from gui.widgets.letter_menu import LetterMenu
from gui.widgets.number_field import NumberField
from gui.widgets.resting import let_rest
from gui.widgets.slider_field import SliderField
from gui.widgets.steady_label import SteadyLabel, SteadyLines, SteadyText
from gui.widgets.typed_text import accept_typing
from gui.widgets.vertical_scroll_area import VerticalScrollArea

__all__ = [
    "Choice",
    "ChoiceField",
    "Collapsible",
    "EmptyState",
    "FloatingMessage",
    "Form",
    "IconLabel",
    "InlineMessage",
    "IntegerField",
    "LetterMenu",
    "MessageKind",
    "NumberField",
    "SliderField",
    "SteadyLabel",
    "SteadyLines",
    "SteadyText",
    "VerticalScrollArea",
    "accept_typing",
    "let_rest",
]
