"""W and b in one text."""

import pytest

from engine.errors import EngineError
from engine.network.matrix_text import read_weights_and_biases


@pytest.mark.parametrize(
    "text",
    [
        "W = [[1, 2], [3, 4]]\nb = [5, 6]",
        "b = [5; 6]; W = [1 2; 3 4];",
        "import numpy as np\nW1 = np.array([[1, 2],\n               [3, 4]], dtype=float)\nb1 = np.array([5, 6])\n",
        "weight = tensor([[1., 2.], [3., 4.]])\nbias = tensor([5., 6.], requires_grad=True)",
        "W⁽¹⁾ =\n1 2\n3 4\n\nb⁽¹⁾ =\n5\n6\n",
        r"W = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}, \quad b = \begin{bmatrix} 5 \\ 6 \end{bmatrix}",
        r"\[ \mathbf{W}^{(1)} = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}, "
        r"b^{(1)} = \begin{pmatrix} 5 \\ 6 \end{pmatrix} \]",
        r"\begin{aligned} W &= \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} \\ "
        r"b &= \begin{bmatrix} 5 \\ 6 \end{bmatrix} \end{aligned}",
        "[W | b] = [1 2 | 5; 3 4 | 6]",
        "[W|b] = [[1, 2 | 5], [3, 4 | 6]]",
        r"\left[\begin{array}{cc|c} 1 & 2 & 5 \\ 3 & 4 & 6 \end{array}\right]",
    ],
)
def test_both_are_read_however_they_are_written(text: str) -> None:
    both = read_weights_and_biases(text)
    assert both is not None
    assert both.weight.tolist() == [[1, 2], [3, 4]]
    assert both.bias.ravel().tolist() == [5, 6]


@pytest.mark.parametrize(
    "text", ["W = [[1, 2], [3, 4]]", "b = [5, 6]", "1 2\n3 4", "| 1 | 2 |", "W = [1]\nW = [2]", ""]
)
def test_a_text_without_both_is_for_others_to_read(text: str) -> None:
    assert read_weights_and_biases(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("W = [[1, 2], [3]]\nb = [5, 6]", "^W: Row 2 has 1 entry"),
        ("W = [[1, 2], [3, 4]]\nb = five", "^b: In row 1, column 1, “five” is not a finite number"),
        ("[W|b] = [5; 6]", "a single column, which leaves none for W"),
    ],
)
def test_what_is_wrong_says_in_which(text: str, sentence: str) -> None:
    with pytest.raises(EngineError, match=sentence):
        read_weights_and_biases(text)
