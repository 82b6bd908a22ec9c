"""The compiled code. Import it through `engine.training.kernels.loading`, which says where its cache lies."""
