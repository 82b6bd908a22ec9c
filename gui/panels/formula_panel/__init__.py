"""The mathematics of what is selected, typeset, with its numbers."""

from gui.panels.formula_panel.panel import FormulaPanel

__all__ = ["FormulaPanel"]
