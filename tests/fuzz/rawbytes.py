"""Damages any file without knowing what it is: flips, cuts, splices and repeats of bytes."""

from __future__ import annotations

from random import Random

_TELLING = (
    b"\x00",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\x00\x00\x00",
    b"\x00" * 16,
    b"\xed\xa0\x80",
)
_MOST_COPIES = 200
_LONGEST = 400_000


def damage(data: bytes, other: bytes, random: Random) -> bytes:
    """The data with one damage; ``other`` is what may be spliced in."""
    return random.choice((_flip, _cut, _truncate, _splice, _repeat, _overwrite))(data, other, random)


def _flip(data: bytes, _: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 4, 32)) if changed else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(data: bytes, _: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    return data[:start] + data[end:]


def _truncate(data: bytes, _: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _splice(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _stretch(other, random)
    place = random.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:]


def _repeat(data: bytes, _: bytes, random: Random) -> bytes:
    start, end = _stretch(data, random)
    copies = min(random.choice((1, 2, _MOST_COPIES)), _LONGEST // max(1, end - start))
    return data[:end] + data[start:end] * copies + data[end:]


def _overwrite(data: bytes, _: bytes, random: Random) -> bytes:
    place, telling = random.randrange(len(data) + 1), random.choice(_TELLING)
    return data[:place] + telling + data[place + len(telling) :]


def _stretch(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    longest = random.choice((1, 16, 256, len(data)))
    return start, min(len(data), start + random.randint(0, longest))
