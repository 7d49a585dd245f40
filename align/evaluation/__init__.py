"""Gold in, figures out: how well the program agrees with an expert."""
