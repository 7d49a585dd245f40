"""Kills what records decisions, at random moments, and looks whether anything acknowledged was lost."""
