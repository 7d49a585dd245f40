"""Benchmarks: the program beside plain versions of the same job, on the same gold, in quality and time."""
