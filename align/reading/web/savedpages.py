"""Finds the web page in data that is called something else: a .doc that a site exports, what was put into a Word document."""

from __future__ import annotations

import email
import email.policy
import re

_MAIL = (b"mime-version:", b"from:", b"content-type:")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)?"
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|div|table|p|h[1-6])\b)",
    re.IGNORECASE,
)
_HEAD = 4096


def find_page(data: bytes) -> bytes | None:
    """The page itself, or the one that a page saved with its pictures (.mht) holds; ``None`` for data of other kinds."""
    if _PAGE.match(data[:_HEAD]):
        return data
    if not data[:_HEAD].lstrip().lower().startswith(_MAIL):
        return None
    for part in email.message_from_bytes(data, policy=email.policy.compat32).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else None
    return None
