"""From a plan text to the files an office would publish."""
