from engine.network.layout.boxes import Box


def gap(first: Box, second: Box) -> float:
    """Give how far two boxes are apart along the axis that parts them most; less than 0 where they overlap."""
    return max(
        second.left - first.right, first.left - second.right, second.top - first.bottom, first.top - second.bottom
    )
