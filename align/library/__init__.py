"""Composes many comparisons: plans of several levels as one chain."""
