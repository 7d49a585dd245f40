"""Makes a web page of what was put into a Word document whole, where it is one."""

from __future__ import annotations

import email
import email.policy

_MAIL = (b"mime-version:", b"from:", b"content-type:")
_PAGE = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<")
_HEAD = 4096


def find_page(data: bytes) -> bytes | None:
    """The page in a chunk: the chunk itself, or what a page saved with its pictures (.mht) holds; ``None`` for other kinds."""
    start = data[:_HEAD].lstrip().lower()
    if start.startswith(_PAGE):
        return data
    if not start.startswith(_MAIL):
        return None
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else None
    return None
