"""What plots have in common that show a grid of small pictures."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from gui.export.image_export import Caption, Picture
from gui.icons import IconName, icon
from gui.plots.engine_plot import EnginePlot
from gui.plots.picture_grid import USUAL_SIDE, PictureCell, PictureGrid
from gui.selection import Selection
from gui.theme import Theme, ThemeManager

SIDE = "side"


class PicturePlot(EnginePlot):
    """A plot whose stage is a grid of pictures. A plot fills in `cell`, beside what every engine plot does.

    Args:
        name: What screen readers call the grid.
        help_text: What can be done with a picture.
    """

    def __init__(
        self,
        theme_manager: ThemeManager,
        selection: Selection,
        empty_icon: IconName,
        name: str,
        help_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme_manager, selection, empty_icon, parent)
        self._images: dict[int, QImage] = {}
        self.grid = PictureGrid(self.cell, name)
        self.grid.setToolTip(help_text)
        self.set_stage(self.grid)
        self.grid.side_changed.connect(lambda side: self.choose(**{SIDE: str(side)}))
        self.grid.customContextMenuRequested.connect(self._show_menu)
        first = self.menu.actions()[0]
        for text, icon_name, steps in (
            ("Larger pictures", IconName.ZOOM_IN, 1),
            ("Smaller pictures", IconName.ZOOM_OUT, -1),
        ):
            action = self.menu.addAction(icon(icon_name), text)
            action.triggered.connect(lambda _checked=False, steps=steps: self.grid.enlarge(steps))
            self.menu.insertAction(first, action)
        self.menu.insertSeparator(first)

    def cell(self, place: int) -> PictureCell:
        """Give the picture at a place of the grid."""
        raise NotImplementedError

    def image_at(self, key: int, make: Callable[[], QImage]) -> QImage:
        """Give a picture, which is made once in the theme's colours."""
        if key not in self._images:
            self._images[key] = make()
        return self._images[key]

    def forget_images(self) -> None:
        """Have all pictures made anew."""
        self._images.clear()
        self.grid.viewport().update()

    def restyle(self, theme: Theme) -> None:  # noqa: ARG002 - pictures are made with the theme in use
        """Make the pictures anew in the theme's colours."""
        self.forget_images()

    def settings_restored(self) -> None:
        """Take over how large the pictures are."""
        side = self.settings.options.get(SIDE, "")
        self.grid.set_side(int(side) if side.isdecimal() else USUAL_SIDE)

    def reset_view(self) -> None:
        """Show the first pictures, at their usual size."""
        self.grid.set_side(USUAL_SIDE)
        self.choose(**{SIDE: str(USUAL_SIDE)})
        self.grid.verticalScrollBar().setValue(0)

    def figure_of(self, background: QColor, caption: Caption) -> Picture:
        """Give the pictures in sight as one picture, without those that are cut at the lower edge."""
        return Picture(self.grid.viewport(), background, caption, height=self.grid.whole_height)

    def _show_menu(self, place: QPoint) -> None:
        self.menu.popup(self.grid.viewport().mapToGlobal(place))
