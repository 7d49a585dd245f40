"""Files in, sources out."""
