"""Measures what whole libraries of plans cost: a province, runs that are killed, growth with the number of plans, search."""
