"""Connections as drawn: the way of their edges, their colours and numbers, the matrix of many, the ribbon from afar."""
