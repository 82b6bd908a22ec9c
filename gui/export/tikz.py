"""The drawing as TikZ: a document that compiles by itself, and whose picture can be pasted into a paper."""

from collections.abc import Iterable

from PySide6.QtGui import QFontMetricsF

from gui.export.drawing import Drawing
from gui.export.fonts import FINER, drawn_font
from gui.export.latex_text import latex_text
from gui.export.svg import svg_painted
from gui.export.svg_shapes import Look, Point, Shape, Text, shapes_of

BOLD_FROM = 600
_HEAD = r"""% Drawn with Neurocanvas. Compiles with pdfLaTeX, LuaLaTeX and XeLaTeX.
% Coordinates are pixels of the screen, y downwards; 0.75bp each.
\RequirePackage{fix-cm}
\documentclass[border=0pt]{standalone}
\usepackage{amssymb}
\usepackage{tikz}
\ifdefined\directlua\newcommand{\anyletter}[1]{#1}\else
  \ifdefined\XeTeXversion\newcommand{\anyletter}[1]{#1}\else\newcommand{\anyletter}[1]{?}\fi
\fi
"""
_PLACES = ("left", "right", "middle")  # each resets the one after it
_CAPS = {"flat": "butt", "square": "rect", "round": "round"}


def tikz_of(drawing: Drawing) -> bytes:
    """Give it as a LaTeX document."""
    colors = _Colors()
    size = drawing.size
    lines = [rf"\useasboundingbox (0,0) rectangle ({size.width()},{size.height()});"]
    if drawing.ground is not None:
        ground = colors.name(drawing.ground.name())
        lines.append(rf"\fill[{ground}] (0,0) rectangle ({size.width()},{size.height()});")
    for title, paint in drawing.parts():
        lines += [f"% {' '.join(title.split())}"] if title else []
        lines += _statements(shapes_of(svg_painted(size, paint)), colors)
    picture = "\n".join(
        (
            r"\begin{tikzpicture}[x=0.75bp, y=-0.75bp, inner sep=0pt]",
            *(f"  {line}" for line in lines),
            r"\end{tikzpicture}",
        )
    )
    document = (_HEAD, *colors.definitions, r"\begin{document}", r"\sffamily", picture, r"\end{document}", "")
    return "\n".join(document).encode()


class _Colors:
    """Names the colours that are used."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    @property
    def definitions(self) -> list[str]:
        return [rf"\definecolor{{{name}}}{{HTML}}{{{color[1:].upper()}}}" for color, name in self._names.items()]

    def name(self, color: str) -> str:
        return self._names.setdefault(color, f"neuro{len(self._names) + 1}")


def _statements(shapes: Iterable[Shape | Text], colors: _Colors) -> list[str]:
    written = (_node(shape, colors) if isinstance(shape, Text) else _path(shape, colors) for shape in shapes)
    return [statement for statement in written if statement]


def _path(shape: Shape, colors: _Colors) -> str:
    options = _options(shape.look, colors)
    way = " ".join(_step(*step) for step in shape.steps)
    return rf"\path[{', '.join(options)}] {way};" if options and way else ""


def _options(look: Look, colors: _Colors) -> list[str]:
    options = []
    if look.shades:
        options += [f"{place} color={colors.name(color)}" for place, color in zip(_PLACES, look.shades, strict=True)]
    if look.fill and look.fill_opacity:
        options.append(f"fill={colors.name(look.fill)}")
        options += [f"fill opacity={look.fill_opacity:.3g}"] if look.fill_opacity < 1 else []
    if look.stroke and look.stroke_opacity and look.width:
        options += [f"draw={colors.name(look.stroke)}", f"line width={_bp(look.width)}"]
        options += [f"draw opacity={look.stroke_opacity:.3g}"] if look.stroke_opacity < 1 else []
        options += [f"line cap={_CAPS[look.cap]}"] if look.cap != "flat" else []
        options += [f"dash pattern={_dashes(look)}"] if look.dashes else []
    return options


def _dashes(look: Look) -> str:
    words = ("on", "off")
    return " ".join(f"{words[number % 2]} {_bp(length)}" for number, length in enumerate(look.dashes))


def _step(command: str, points: tuple[Point, ...]) -> str:
    if command == "M":
        return _at(points[0])
    if command == "L":
        return f"-- {_at(points[0])}"
    if command == "C":
        first, second, end = map(_at, points)
        return f".. controls {first} and {second} .. {end}"
    return "-- cycle"


def _node(text: Text, colors: _Colors) -> str:
    """Write a text as wide as on the screen: LaTeX's letters are of other widths and would end elsewhere."""
    words = text.text.strip()
    if not words or not text.opacity:
        return ""
    metrics = QFontMetricsF(drawn_font(text.family, text.size, text.weight))
    left = text.x + metrics.horizontalAdvance(text.text[: text.text.index(words)]) / FINER
    width = _bp(metrics.horizontalAdvance(words) / FINER)
    size = text.size * 0.75
    bold = r"\bfseries" if text.weight >= BOLD_FROM else ""
    opacity = f", text opacity={text.opacity:.3g}" if text.opacity < 1 else ""
    return (
        rf"\node[anchor=base west, text={colors.name(text.color)}{opacity}] at {_at((left, text.y))} "
        rf"{{\fontsize{{{size:.2f}bp}}{{{1.2 * size:.2f}bp}}\selectfont{bold} "
        rf"\resizebox{{{width}}}{{!}}{{{latex_text(words)}}}}};"
    )


def _at(point: Point) -> str:
    return f"({point[0]:.2f},{point[1]:.2f})".replace("-0.00", "0.00")


def _bp(pixels: float) -> str:
    return f"{pixels * 0.75:.3g}bp"
