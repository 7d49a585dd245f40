"""Makes a whole fictional province of plans with known gaps, and tells which of them a comparison found."""
