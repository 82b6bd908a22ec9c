import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from engine.errors import EngineError, ShapeError
from engine.network.matrix_text import MatrixStyle, format_matrix, parse_matrix

XOR_TEXTS = [
    "[[1, 1], [0, -1]]",
    "[[1 1]\n [0 -1]]",
    "[[ 1.  1.]\n [ 0. -1.]]",
    "W = np.array([[1, 1], [0, -1]], dtype=np.float64)",
    "array([[ 1.,  1.],\n       [ 0., -1.]])",
    "tensor([[1., 1.],\n        [0., -1.]], requires_grad=True)",
    "[[1, 1],\n [0, −1],]",
    "[1 1; 0 -1]",
    "[1, 1; 0, -1];",
    "[1 1\n 0 -1]",
    "W1 = [1 1; ...\n 0 -1]",
    "1 1; 0 -1",
    "1,1\r\n0,-1\r\n",
    "1, 1\n0, -1",
    "1;1\n0;-1",
    "1\t1\n0\t-1\n",
    "1,0\t1,0\n0,0\t-1,0",
    "1 1\n0 -1",
    "1,0 1,0\n0,0 -1,0",
    r"\begin{bmatrix} 1 & 1 \\ 0 & -1 \end{bmatrix}",
    r"W = \begin{pmatrix} 1 & \frac{2}{2} \\[2pt] 0 & -\frac{3}{3} \\ \end{pmatrix}",
    r"$\left[\begin{array}{rr} 1 & 1 \\ 0 & -1 \end{array}\right]$",
]


@pytest.mark.parametrize("text", XOR_TEXTS)
def test_every_common_way_to_write_a_matrix_is_read(text: str) -> None:
    np.testing.assert_array_equal(parse_matrix(text), [[1.0, 1.0], [0.0, -1.0]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[0, -1]", [[0.0, -1.0]]),
        ("0 -1", [[0.0, -1.0]]),
        ("0, -1", [[0.0, -1.0]]),
        ("0\n-1", [[0.0], [-1.0]]),
        ("[0; -1]", [[0.0], [-1.0]]),
        ("7", [[7.0]]),
        ("[[1/3, -2e-3], [sqrt(4), .5]]", [[1 / 3, -0.002], [2.0, 0.5]]),
        (r"\begin{bmatrix} \sqrt{4} & 0{,}5 \end{bmatrix}", [[2.0, 0.5]]),
    ],
)
def test_vectors_single_numbers_and_expressions_are_read(text: str, expected: list[list[float]]) -> None:
    np.testing.assert_allclose(parse_matrix(text), expected)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no numbers"),
        ("[]", "no numbers"),
        ("[[1, 2], [3]]", "Row 2 has 1 entry, but row 1 has 2."),
        ("1 2\n3 4 5", "Row 2 has 3 entries, but row 1 has 2."),
        ("[[1, two], [3, 4]]", "In row 1, column 2, “two” is not a finite number."),
        ("1,,2", "In row 1, column 2, there is no number."),
        ("1 nan\n2 3", "In row 1, column 2, “nan” is not a finite number."),
        ("1 2\n1e999 3", "In row 2, column 1, “1e999” is not a finite number."),
        ("[[1, 2], [3, 4]", "brackets"),
        ("[1 2; 3 4", "brackets"),
        ("[[1, 2], oops, [3, 4]]", "brackets"),
        ("hello there", "In row 1, column 1, “hello” is not a finite number."),
    ],
)
def test_text_that_is_no_matrix_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence.replace("(", r"\(")) as refused:
        parse_matrix(text)
    assert str(refused.value).count("\n") == 0


def test_ragged_rows_are_a_shape_error() -> None:
    with pytest.raises(ShapeError):
        parse_matrix("1 2\n3")


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (MatrixStyle.NUMPY, "[[1, 0.5], [-2, 1e-07]]"),
        (MatrixStyle.MATLAB, "[1 0.5; -2 1e-07]"),
        (MatrixStyle.CSV, "1,0.5\n-2,1e-07"),
        (MatrixStyle.TABLE, "1\t0.5\n-2\t1e-07"),
        (MatrixStyle.LATEX, r"\begin{bmatrix} 1 & 0.5 \\ -2 & 1e-07 \end{bmatrix}"),
    ],
)
def test_matrices_are_written_as_each_program_wants_them(style: MatrixStyle, text: str) -> None:
    assert format_matrix([[1, 0.5], [-2, 1e-7]], style) == text


FINITE = st.floats(allow_nan=False, allow_infinity=False)
MATRICES = arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=FINITE)


@given(matrix=MATRICES, style=st.sampled_from(MatrixStyle))
def test_what_is_written_is_read_back_to_the_bit(matrix: np.ndarray, style: MatrixStyle) -> None:
    assert parse_matrix(format_matrix(matrix, style)).tobytes() == matrix.tobytes()


@given(text=st.text(alphabet="[]{}(),;&\\ \n\t01.-/e=aw", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        matrix = parse_matrix(text)
    except EngineError:
        return
    assert matrix.ndim == 2
    assert np.isfinite(matrix).all()
