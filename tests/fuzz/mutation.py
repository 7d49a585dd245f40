"""Makes the files of a run: each told by its kind, the run's seed and its number alone."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from fuzz.archives import damage_archive
from fuzz.kinds import Kind
from fuzz.pdffiles import damage_pdf
from fuzz.rawbytes import damage
from fuzz.seeds import Seed, make_seeds
from fuzz.texts import damage_text
from fuzz.webpages import damage_page

_KNOWING = {
    Kind.TXT: damage_text,
    Kind.MD: damage_text,
    Kind.CSV: damage_text,
    Kind.TSV: damage_text,
    Kind.HTML: damage_page,
    Kind.DOCX: damage_archive,
    Kind.XLSX: damage_archive,
    Kind.PDF: damage_pdf,
    Kind.OFFICE_PDF: damage_pdf,
    Kind.PICTURE: damage,
    Kind.FOREIGN: damage,
}
# Damages a file has; bytes are damaged last, for little of a file can be read after that.
_DAMAGES = (1, 1, 2, 3)
_RAW_SHARE = 0.15
_MAX_BYTES = 1_000_000


class FuzzCase(NamedTuple):
    """One file of a run."""

    kind: Kind
    seed: int
    number: int

    @property
    def name(self) -> str:
        """Tells how to make the file again."""
        return f"{self.kind}-{self.seed}-{self.number}"


def make_file(case: FuzzCase) -> Seed:
    """The mutated file of a case, below one megabyte."""
    random = Random(case.name)
    seeds = make_seeds(case.kind)
    chosen, other = random.choice(seeds), random.choice(seeds)
    data = chosen.data
    for _ in range(random.choice(_DAMAGES)):
        data = damage_knowingly(case.kind, data, other.data, random)
    if random.random() < _RAW_SHARE:
        data = damage(data, other.data, random)
    return Seed(data[:_MAX_BYTES], chosen.suffix)


def damage_knowingly(kind: Kind, data: bytes, other: bytes, random: Random) -> bytes:
    """The file with one damage by what knows its format; ``other`` is a file of the same kind."""
    return _KNOWING[kind](data, other, random)
