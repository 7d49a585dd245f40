"""Asks a language model that the user names: one prompt in, one text out, remembered on disk."""
