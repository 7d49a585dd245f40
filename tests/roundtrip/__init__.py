"""Round trips: our own plan texts as an office would write them, read again in every format and compared with the text."""
