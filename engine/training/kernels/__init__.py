"""Training small dense networks in compiled code: many mini-batches over several epochs in one call.

The network, its loss and its settings are numbers in arrays (`tables.py`), so one piece of code, compiled once for each
precision and kept in a cache (`loading.py`), trains them all. Only `code/` needs Numba, and nothing imports that but
`loading.py`, when it is told to.
"""
