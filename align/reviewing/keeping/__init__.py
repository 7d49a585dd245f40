"""Where decisions are kept for good."""
