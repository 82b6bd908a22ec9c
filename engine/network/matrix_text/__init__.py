"""Matrices as text: read however people paste them, written for the program they paste into."""

from engine.network.matrix_text.formats import FORMATS, MatrixFormat, matrix_format
from engine.network.matrix_text.parts import WeightsAndBiases, read_weights_and_biases
from engine.network.matrix_text.reading import check_length, parse_matrix
from engine.network.matrix_text.readings import Readings, fitting_reading, read_numbers
from engine.network.matrix_text.writing import format_matrix

__all__ = [
    "FORMATS",
    "MatrixFormat",
    "Readings",
    "WeightsAndBiases",
    "check_length",
    "fitting_reading",
    "format_matrix",
    "matrix_format",
    "parse_matrix",
    "read_numbers",
    "read_weights_and_biases",
]
