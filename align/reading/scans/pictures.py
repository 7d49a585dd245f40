"""Opens pictures in files: page by page, no larger than recognition has use for, and guarded against absurd ones."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from align.recognising.recognition import MAX_SIDE, Picture, RecognitionError

if TYPE_CHECKING:
    from PIL.Image import Image

# Kinds that programs write into documents; others are drawings, or come with readers of their own dangers.
_KINDS = ("BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
_MAX_PAGES = 500
_DAMAGED = "图片已损坏，或不是图片"
# Pillow's own limit is ninety million; an A3 page at 600 dots per inch has seventy.
_TOO_LARGE = "图片的像素异常地多，已停止读取"


class PictureError(Exception):
    """A picture that is not opened; the text says why, in Chinese."""


def open_pages(data: bytes) -> list[Callable[[], Picture]]:
    """What draws each page of a picture file; only ``.tif`` files have several.

    Raises:
        PictureError: the file is damaged, no picture, or absurdly large.
    """
    image = _open(data)
    count = _count_pages(image) if image.format == "TIFF" else 1
    if count > _MAX_PAGES:
        raise PictureError(f"图片页数过多（{count} 页，最多 {_MAX_PAGES} 页）")
    return [partial(_draw, data, page) for page in range(count)]


def _count_pages(image: Image) -> int:
    try:
        with _quietly():
            return int(getattr(image, "n_frames", 1))
    # As when it is opened: the directory of a later page may be damaged in any way.
    except Exception as error:
        raise PictureError(_DAMAGED) from error


def measure(data: bytes) -> tuple[int, int]:
    """Width and height of a picture in pixels.

    Raises:
        PictureError: as for :func:`open_pages`.
    """
    width, height = _open(data).size
    return width, height


def _open(data: bytes) -> Image:
    """The picture, of which only the head is read yet."""
    from PIL import Image

    try:
        with _quietly():
            return Image.open(io.BytesIO(data), formats=_KINDS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(_TOO_LARGE) from error
    # Pillow raises anything from SyntaxError to struct.error on damaged files; all of it means the same to the user.
    except Exception as error:
        raise PictureError(_DAMAGED) from error


@contextmanager
def _quietly() -> Iterator[None]:
    """Keeps Pillow's remarks about odd files away from the user, but for the one on absurdly large pictures, which is an error."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _check_page(image: Image) -> None:
    """Pillow itself looks at the size of the first page only."""
    from PIL import Image

    width, height = image.size
    if width * height > (Image.MAX_IMAGE_PIXELS or 0):
        raise PictureError(_TOO_LARGE)


def _draw(data: bytes, page: int) -> Picture:
    image = _open(data)
    try:
        with _quietly():
            image.seek(page)
            _check_page(image)
            return build_picture(_upright(image))
    except PictureError as error:
        raise RecognitionError(str(error)) from error
    # As above: a damaged page may raise anything.
    except Exception as error:
        raise RecognitionError("图片已损坏，无法读取") from error


def build_picture(image: Image) -> Picture:
    """An image as a picture of at most the size that recognition works with, on white where it is transparent."""
    from PIL import Image

    if image.mode in ("P", "PA", "LA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        image = Image.new("RGBA", layer.size, "white")
        image.alpha_composite(layer)
    elif image.mode == "1":
        image = image.convert("L")  # black and white scaled down as such loses strokes
    elif image.mode.startswith("I;16"):
        image = image.point(lambda shade: shade / 256).convert("L")
    image.thumbnail((MAX_SIDE, MAX_SIDE), reducing_gap=2.0)
    plain = image.convert("RGB")
    return Picture(width=plain.width, height=plain.height, pixels=plain.tobytes())


def _upright(image: Image) -> Image:
    """The image as its camera was held."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)
