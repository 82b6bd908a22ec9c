import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.plots.morph.cells import as_surface
from gui.plots.morph.mesh_item import BAR_PX, MOST_COLORS, MeshItem, drawn_cells

RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


def plane(rows: int, columns: int, size: float = 40.0) -> np.ndarray:
    """A mesh over 0 … size in both directions."""
    return np.stack(np.meshgrid(np.linspace(0, size, columns), np.linspace(0, size, rows)), axis=-1)


def between(mesh: np.ndarray) -> np.ndarray:
    """The corners of the cells between the points of a mesh."""
    mesh = as_surface(mesh)
    return np.stack([mesh[:-1, :-1], mesh[:-1, 1:], mesh[1:, 1:], mesh[1:, :-1]], axis=2).reshape(-1, 4, 2)


def painted(item: MeshItem) -> QImage:
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.translate(10, 10)
    item.paint(painter, None, None)  # type: ignore[arg-type]
    painter.end()
    return image


def drawn(mesh: np.ndarray, colors: np.ndarray) -> QImage:
    item = MeshItem()
    item.set_colors(colors.reshape(-1, 4))
    item.set_cells(between(mesh), (1.0, 1.0))
    return painted(item)


def halves(rows: int, columns: int) -> np.ndarray:
    """Cells that are red in the left half and blue in the right."""
    colors = np.empty((rows, columns, 4), np.uint8)
    colors[:, : columns // 2], colors[:, columns // 2 :] = RED, BLUE
    return colors


def test_every_cell_is_filled_in_its_colour(qapp: QApplication) -> None:
    image = drawn(plane(5, 5), halves(4, 4))
    assert image.pixelColor(15, 30) == QColor(*RED)
    assert image.pixelColor(45, 30) == QColor(*BLUE)
    assert image.pixelColor(5, 5) == QColor("white")


def test_a_surface_folded_over_leaves_no_holes(qapp: QApplication) -> None:
    mesh = plane(5, 5)
    mesh[..., 0] = np.abs(mesh[..., 0] - 20)  # its left half lies on its right one, the other way round
    colors = np.full((4, 4, 4), RED, np.uint8)
    image = drawn(mesh, colors)
    assert all(image.pixelColor(10 + x, 30) == QColor(*RED) for x in range(1, 19))


def test_a_surface_that_has_become_a_line_is_still_seen(qapp: QApplication) -> None:
    mesh = plane(5, 5)
    mesh[..., 1] = 20
    image = drawn(mesh, halves(4, 4))
    reach = int(BAR_PX / 2) - 1
    for aside in (-reach, 0, reach):
        assert image.pixelColor(15, 30 + aside) == QColor(*RED)
        assert image.pixelColor(45, 30 + aside) == QColor(*BLUE)
    assert image.pixelColor(15, 40) == QColor("white")


def test_one_row_of_points_is_a_line(qapp: QApplication) -> None:
    image = drawn(plane(1, 5) + np.array([0.0, 20.0]), halves(1, 4))
    assert image.pixelColor(15, 30) == QColor(*RED)
    assert image.pixelColor(45, 30) == QColor(*BLUE)


def test_what_is_not_finite_is_left_out(qapp: QApplication) -> None:
    mesh = plane(5, 5)
    mesh[0, 0] = np.nan
    mesh[4, 4] = np.inf
    image = drawn(mesh, halves(4, 4))
    assert image.pixelColor(15, 15) == QColor("white")
    assert image.pixelColor(25, 15) == QColor(*RED)


def test_many_colours_become_few(qapp: QApplication) -> None:
    item = MeshItem()
    colors = np.random.default_rng(0).integers(0, 256, (900, 4)).astype(np.uint8)
    item.set_colors(colors)
    assert 1 < len(item._colors) <= MOST_COLORS


def test_cells_are_drawn_the_same_way_round() -> None:
    mesh = plane(4, 4)
    turned = drawn_cells(between(mesh[:, ::-1]), (1.0, 1.0))
    first, second = turned[:, 2] - turned[:, 0], turned[:, 3] - turned[:, 1]
    assert (first[:, 0] * second[:, 1] > first[:, 1] * second[:, 0]).all()


def test_small_cells_are_no_thicker_than_they_are() -> None:
    mesh = plane(20, 20, size=30.0) @ np.array([[1.0, 0.4], [0.4, 1.0]])
    cells = between(mesh)
    drawn_as = drawn_cells(cells, (1.0, 1.0))
    np.testing.assert_allclose(np.sort(drawn_as, axis=1), np.sort(cells, axis=1))
