"""The mathematics of a network as formulas with its numbers: for the screen, as LaTeX, and as plain text."""

from engine.network.formulas.connection import connection_formula, edge_formula
from engine.network.formulas.layer import layer_formula
from engine.network.formulas.names import Names
from engine.network.formulas.network import network_formula
from engine.network.formulas.neuron import neuron_equation, neuron_formula
from engine.network.formulas.pieces import (
    Fence,
    Formula,
    Line,
    Matrix,
    Number,
    Piece,
    Pieces,
    Sign,
    Symbol,
    plain_of,
    subscript,
)
from engine.network.formulas.shortening import ALL, SHORT, Extent

__all__ = [
    "ALL",
    "SHORT",
    "Extent",
    "Fence",
    "Formula",
    "Line",
    "Matrix",
    "Names",
    "Number",
    "Piece",
    "Pieces",
    "Sign",
    "Symbol",
    "connection_formula",
    "edge_formula",
    "layer_formula",
    "network_formula",
    "neuron_equation",
    "neuron_formula",
    "plain_of",
    "subscript",
]
