"""plan-align: checks how a lower-level plan answers the plans above it (规划衔接审查)."""

__version__ = "0.1.0"
