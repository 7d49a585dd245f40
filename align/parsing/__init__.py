"""Sources in, plans out."""
