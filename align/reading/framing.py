"""Keeps where frames are drawn around blocks (a table of one cell, a text box), and tells each block its innermost one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from align.source import Block
from align.spans import Span


def frame_blocks(blocks: Sequence[Block], frames: Iterable[Span]) -> tuple[Block, ...]:
    """The blocks, each with the innermost frame that it stands in.

    Args:
        blocks: in document order.
        frames: from the first to the last character inside; of two that overlap one lies in the other.
    """
    waiting = sorted(frames, key=lambda frame: (frame.start, -frame.end), reverse=True)
    open_frames: list[Span] = []
    framed: list[Block] = []
    for block in blocks:
        while waiting and waiting[-1].start <= block.span.start:
            open_frames.append(waiting.pop())
        while open_frames and open_frames[-1].end <= block.span.start:
            open_frames.pop()
        framed.append(replace(block, frame=open_frames[-1]) if open_frames else block)
    return tuple(framed)
