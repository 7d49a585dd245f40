"""Feeds damaged and hostile files to every reader: each must give a plan or one clear refusal, in bounded time and memory."""
