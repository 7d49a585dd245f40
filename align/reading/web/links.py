"""Takes the links around the article out of a web page: menus, lists of further pages, the foot of the site."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from align.reading.web.tree import drop_element

if TYPE_CHECKING:
    from lxml import etree

_CONTAINERS = ("aside", "dl", "div", "footer", "form", "header", "nav", "ol", "section", "table", "ul")
_FURNITURE_TAGS = frozenset(("nav", "footer"))
_FURNITURE_ROLES = frozenset(("navigation", "contentinfo", "search", "menu", "menubar"))
_HIDDEN_TEXT = frozenset(("script", "style", "noscript", "template"))
_WORD = re.compile(r"\w")
# A container is a menu when so much of its text is links, and there are some of them.
_LINKED_SHARE = 0.6
_LINKS = 2
# Nothing that holds this share of the page's text is taken out, whatever it looks like.
_MAX_SHARE = 0.3


class _Counts:
    """How many letters stand in each element, how many of them in links, and how many links there are."""

    def __init__(self, root: etree._Element) -> None:
        self.letters: defaultdict[etree._Element, int] = defaultdict(int)
        self.linked: defaultdict[etree._Element, int] = defaultdict(int)
        self.links: defaultdict[etree._Element, int] = defaultdict(int)
        # Backwards, an element comes after all it holds: what they hold has been handed up to it by then.
        for element in reversed(list(root.iter("*"))):
            self._count(element)

    def _count(self, element: etree._Element) -> None:
        is_link = element.tag == "a" and element.get("href") is not None
        own = 0 if element.tag in _HIDDEN_TEXT else len(_WORD.findall(element.text or ""))
        self.letters[element] += own
        self.linked[element] = self.letters[element] if is_link else self.linked[element]
        parent = element.getparent()
        if parent is None:
            return
        self.letters[parent] += self.letters[element] + len(_WORD.findall(element.tail or ""))
        self.linked[parent] += self.linked[element]
        self.links[parent] += self.links[element] + is_link


def drop_links(root: etree._Element) -> None:
    """Removes from the page, in place, what only leads elsewhere."""
    counts = _Counts(root)
    total = counts.letters[root]
    doomed = [element for element in root.iter(*_CONTAINERS) if _is_furniture(element, counts, total)]
    for element in doomed:
        drop_element(element)


def _is_furniture(element: etree._Element, counts: _Counts, total: int) -> bool:
    letters = counts.letters[element]
    if letters > _MAX_SHARE * total:
        return False
    if element.tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return True
    return counts.links[element] >= _LINKS and counts.linked[element] >= _LINKED_SHARE * letters > 0
