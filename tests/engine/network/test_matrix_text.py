import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from engine.errors import EngineError, SettingError, ShapeError
from engine.network.matrix_text import FORMATS, format_matrix, parse_matrix

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
    r"\begin{array}[t]{|@{}r|p{2em}|} \hline 1 & 1 \\ \hline 0 & -1 \\\hline\end{array}",
    "\\begin{tabular}{cc} % rounded\n\\toprule 1 & 1 \\\\ \\cmidrule(l){1-2} 0 & -1 \\\\ \\bottomrule\n\\end{tabular}",
    r"\begin{pmatrix*}[r] 100\% & 100% \\ 0% & -1 \end{pmatrix*}",
    r"\[ W = \begin{pmatrix} 1 & \tfrac12 + \frac{\sqrt{1}}{2} \\ 0 & -1 \end{pmatrix} \]",
    r"\begin{bmatrix} 1 & 10 \times 10^{-1} \\ 0 & -1 \cdot 10^0 \end{bmatrix}",
    r"\\begin{bmatrix} 1 & \\frac{2}{2} \\\\ 0 & -1 \\end{bmatrix}",
    r'"W = \\begin{bmatrix}\n1 & \\frac22 \\\\\n0 & -1\n\\end{bmatrix}"',
    "np.asarray([[1, 1], [0, -1]])",
    "torch.tensor([[1, 1], [0, -1]], dtype=torch.float64, device='cuda:0')",
    "tensor([[ 1.,  1.],\n        [ 0., -1.]], grad_fn=<AddBackward0>)",
    "Parameter containing:\ntensor([[ 1.,  1.],\n        [ 0., -1.]], requires_grad=True)",
    "[[np.sqrt(1), math.exp(0)], [0, -np.cos(0)]]",
    "|   |   |\n|---|:-:|\n| 1 | 1 |\n| 0 | −1 |",
    "{{1, 1}, {0, -1}}",
    "W = {{1., 1.},\n {0., -10*^-1}};",
    "W =\n\n   1.0e+03 *\n\n    0.0010    0.0010\n         0   -0.0010\n",
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
        ("[[1, 2, ..., 3]]", "In row 1, column 3, numbers are left out (“...”): copy all of them."),
        ("__import__('os').system('true')", "is not a finite number"),
        (r"1 & \frac{1}{x} \\ 3 & 4", r"In row 1, column 2, “\frac{1}{x}” is not a finite number."),
        (r"1 & 2 \\ \text{two} & \pi", r"In row 2, column 1, “\text{two}” is not a finite number."),
        (r"1 & 2 \\[2pt] 3 & 0{,}x", "In row 2, column 2, “0{,}x” is not a finite number."),
        (r"\\frac{1}{0} & 2 \\\\ 3 & 4", r"In row 1, column 1, “\frac{1}{0}” is not a finite number."),
        ("1.0e+300 *\n\n1e10 2\n3 4", "Times 1.0e+300, as the text says above its rows, the numbers are not finite."),
        ("{{1, 2}, {3, 4}", "brackets"),
        ("1.234,5;2\n3;4", "In row 1, column 1, “1.234,5” is not a finite number."),
        ("hello there", "In row 1, column 1, “hello” is not a finite number."),
    ],
)
def test_text_that_is_no_matrix_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(EngineError, match=re.escape(sentence)) as refused:
        parse_matrix(text)
    assert str(refused.value).count("\n") == 0


def test_ragged_rows_are_a_shape_error() -> None:
    with pytest.raises(ShapeError):
        parse_matrix("1 2\n3")


@pytest.mark.parametrize(
    ("name", "text", "vector"),
    [
        ("numpy", "np.array([[1., 0.5], [-2., 1e-07]])", "np.array([1., -2.])"),
        ("pytorch", "torch.tensor([[1., 0.5], [-2., 1e-07]])", "torch.tensor([1., -2.])"),
        ("python", "[[1, 0.5], [-2, 1e-07]]", "[1, -2]"),
        ("matlab", "[1 0.5; -2 1e-07]", "[1; -2]"),
        (
            "latex",
            r"\begin{bmatrix} 1 & 0.5 \\ -2 & 1 \times 10^{-7} \end{bmatrix}",
            r"\begin{bmatrix} 1 \\ -2 \end{bmatrix}",
        ),
        ("markdown", "|   |   |\n| --- | --- |\n| 1 | 0.5 |\n| -2 | 1e-07 |", "|   |\n| --- |\n| 1 |\n| -2 |"),
        ("tsv", "1\t0.5\n-2\t1e-07", "1\n-2"),
        ("csv", "1,0.5\n-2,1e-07", "1\n-2"),
        ("text", "1 0.5\n-2 1e-07", "1\n-2"),
    ],
)
def test_matrices_are_written_as_each_program_wants_them(name: str, text: str, vector: str) -> None:
    assert format_matrix([[1, 0.5], [-2, 1e-7]], name) == text
    assert format_matrix([1, -2], name) == vector


def test_there_is_no_format_without_a_test() -> None:
    assert list(FORMATS) == ["numpy", "pytorch", "python", "matlab", "latex", "markdown", "tsv", "csv", "text"]
    with pytest.raises(SettingError, match="There is no matrix format “excel”"):
        format_matrix([[1.0]], "excel")


FINITE = st.floats(allow_nan=False, allow_infinity=False)
MATRICES = arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=FINITE)


@given(matrix=MATRICES, name=st.sampled_from(list(FORMATS)))
def test_what_is_written_is_read_back_to_the_bit(matrix: np.ndarray, name: str) -> None:
    assert parse_matrix(format_matrix(matrix, name)).tobytes() == matrix.tobytes()


@given(vector=arrays(np.float64, st.integers(1, 5), elements=FINITE), name=st.sampled_from(list(FORMATS)))
def test_vectors_are_read_back_to_the_bit(vector: np.ndarray, name: str) -> None:
    assert parse_matrix(format_matrix(vector, name)).tobytes() == vector.tobytes()


@given(text=st.text(alphabet="[]{}(),;&|\\ \n\t01.-/e=awftr*^", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        matrix = parse_matrix(text)
    except EngineError:
        return
    assert matrix.ndim == 2
    assert np.isfinite(matrix).all()


@pytest.mark.parametrize(
    "text",
    ["W1 = [1 2; 3 4; 5 6]; b1 = [7; 8; 9];", "W = np.array([[1, 2], [3, 4]])\nb = np.array([5, 6])"],
)
def test_several_matrices_are_told_apart_from_a_broken_one(text: str) -> None:
    with pytest.raises(EngineError, match="The text holds 2 matrices; copy one of them"):
        parse_matrix(text)


@pytest.mark.parametrize(
    "text",
    [
        "\tx1\tx2\nh1\t1\t2\nh2\t3\t4",
        "x1\tx2\n1\t2\n3\t4",
        "h1\t1\t2\nh2\t3\t4",
        "to\tx1\tx2\nh1\t1\t2\nh2\t3\t4\n",
        "x1,x2\n1,2\n3,4",
        ",x1,x2\nh1,1,2\nh2,3,4",
        "|   | x1 | x2 |\n| --- | --- | --- |\n| h1 | 1 | 2 |\n| h2 | 3 | 4 |",
        r"\text{first} & x_{2} \\ 1 & 2 \\ 3 & 4",
        r"alpha & 1 & 2\\beta & 3 & 4",
        "\t0\t1\n0\t1\t2\n1\t3\t4",
        "\r\n\t0\t1\r\n0\t1\t2\r\n1\t3\t4",
        "\t1\t2\n1\t1\t2\n2\t3\t4",
        "\t0\t1\nh1\t1\t2\nh2\t3\t4",
        ",0,1\n0,1,2\n1,3,4",
        "|   | 0 | 1 |\n| --- | --- | --- |\n| 0 | 1 | 2 |\n| 1 | 3 | 4 |",
    ],
)
def test_headings_are_passed_over(text: str) -> None:
    assert parse_matrix(text).tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\tx1\tx2\nh1\t1\t2\n3\t3\t4", "In row 2, column 1, “h1” is not a finite number."),
        ("x1\t2\n1\t2", "In row 1, column 1, “x1” is not a finite number."),
        ("\tx1\tx2\nh1\t1\ttwo", "In row 2, column 3, “two” is not a finite number."),
        ("#N/A\t#N/A\n1\t2", "In row 1, column 1, “#N/A” is not a finite number."),
        ("nan\tnan\n1\t2", "In row 1, column 1, “nan” is not a finite number."),
        (",2,3\n4,5,6", "In row 1, column 1, there is no number."),
        (",1\n1,5", "In row 1, column 1, there is no number."),
        ("\t0\t1\n0\t1\t2\n1\t3", "Row 3 has 1 entry, but row 2 has 2."),
        ("x1\tx2\n1\t2\n3", "Row 3 has 1 entry, but row 2 has 2."),
    ],
)
def test_what_is_no_heading_is_named(text: str, sentence: str) -> None:
    with pytest.raises(EngineError) as refusal:
        parse_matrix(text)
    assert str(refusal.value) == sentence
