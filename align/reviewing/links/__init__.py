"""Which passage answers which requirement, for other programs, other districts and for measuring."""
