"""The matrix editor: W and b as on paper."""

from gui.panels.matrix_editor.editor import MatrixEditor

__all__ = ["MatrixEditor"]
