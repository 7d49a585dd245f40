"""Makes a PDF look as if it came from a scanner: pictures of its pages, a little tilted and grey, and no text."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image

_RESOLUTION = 200
_POINTS = 72
_TILT = (0.3, 0.6)
_NOISE = 6.0
_PAPER = 250
_QUALITY = 75


def write_scan(source: Path, path: Path) -> None:
    """Writes the pages of a PDF as pictures; the same file gives the same scan."""
    seed = zlib.crc32(source.stem.encode())
    chance, noise = random.Random(seed), numpy.random.default_rng(seed)
    document = pypdfium2.PdfDocument(source)
    try:
        pages = [_scan_page(page, chance, noise) for page in document]
    finally:
        document.close()
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=_RESOLUTION, quality=_QUALITY)


def _scan_page(page: pypdfium2.PdfPage, chance: random.Random, noise: numpy.random.Generator) -> Image.Image:
    """A grey picture, stored as JPEG."""
    drawn = page.render(scale=_RESOLUTION / _POINTS, grayscale=True).to_pil().convert("L")
    tilt = chance.choice((-1, 1)) * chance.uniform(*_TILT)
    tilted = drawn.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255)
    light = numpy.asarray(tilted, dtype=numpy.float32) * (_PAPER / 255)
    grey = light + noise.normal(0, _NOISE, light.shape).astype(numpy.float32)
    return Image.fromarray(grey.clip(0, 255).astype(numpy.uint8), mode="L")
