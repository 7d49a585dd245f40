"""Draws a chain of plans: where each requirement is answered at each level, and where its thread breaks."""
