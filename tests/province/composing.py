"""Puts sections of several source texts together to the chapters of one plan."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from align.evaluation.scoring import normalise
from province.adapting import Adapter
from province.names import Country, Place
from province.recipe import TEXTS, Topic, load_chapters, load_topics
from province.sources import Piece, Section, read_sections
from province.truth import list_quotes

_SENTENCE = re.compile(r"[^。；]*[。；]”?|[^。；]+$")
# Of sentences that no gold answer speaks of, this share is left out, so that plans differ; upper plans keep more.
_LEFT_OUT = {"nation": 0.05, "province": 0.05, "city": 0.1, "county": 0.1}
# Values of the base year stand in the table of the plan; those of the sources would contradict it.
_BASE_VALUES = re.compile(
    "PM ?2[.]5|细颗粒物|优良天数|优良水质|优良比例|达到或优于|安全利用率|森林覆盖率|夜间达标率|夜间声环境"
    "|污水治理率|普及率|水土保持率|工业增加值用水|能耗|碳排放强度|满意|水质达标|饮用水水源全部达标|非化石"
)
_WHOLE = ("thought", "principles", "layout")
# A paragraph of which only so little is left says nothing by itself (——天更蓝了。).
_STUMP = 16
_FIXED_SHARE = 0.5
_LEAST_QUOTE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter of tasks, or what stands under a role (``context``, ``thought``, ``safeguards``)."""

    key: str
    title: str
    lead: str
    sections: tuple[Section, ...]


def compose(country: Country, place: Place, adapter: Adapter, deleted: Sequence[Topic] = ()) -> dict[str, Chapter]:
    """The chapters of a plan by key, without the matters deleted.

    Everything else is the same with and without deletions: what is left out by chance, the order, the words.
    """
    chance = random.Random(f"{country.seed}:{place.name}:order")
    gathered: dict[str, list[Section]] = {}
    for source in TEXTS[place.level]:
        left_out = random.Random(f"{country.seed}:{place.name}:{source}")
        for section in read_sections(source):
            chosen = _choose(section, left_out, _LEFT_OUT[place.level])
            for topic in deleted:
                chosen = _delete(chosen, topic)
            adapted = _adapt(chosen, adapter)
            for part in _split_items(adapted):
                gathered.setdefault(part.chapter, []).append(part)
    titles = {key: chance.choice(choices) for key, choices in load_chapters().items()}
    return {key: _build(key, titles.get(key, ""), gathered, chance) for key in sorted(gathered) if "." not in key}


def _split_items(section: Section) -> Iterator[Section]:
    """The section, where anything is left of it; of items without sections above them, each as a section."""
    chapter, _, kind = section.chapter.partition(".")
    if kind == "items":
        for piece in section.pieces:
            yield replace(section, chapter=chapter, title=piece.title, pieces=(Piece(text=piece.text),))
    elif section.pieces:
        yield section


def _build(key: str, title: str, gathered: dict[str, list[Section]], chance: random.Random) -> Chapter:
    leads = [piece.text for section in gathered.get(f"{key}.lead", ()) for piece in section.pieces]
    sections = _merge(gathered[key])
    if key in load_chapters():
        chance.shuffle(sections)
    return Chapter(key=key, title=title, lead=chance.choice(leads) if leads else "", sections=tuple(sections))


def _merge(sections: Sequence[Section]) -> list[Section]:
    """Sections of the same title become one."""
    merged: dict[str, Section] = {}
    for section in sections:
        before = merged.get(section.title)
        pieces = section.pieces if before is None else (*before.pieces, *section.pieces)
        merged[section.title] = replace(section, pieces=pieces)
    return list(merged.values())


def _choose(section: Section, chance: random.Random, share: float) -> Section:
    """The section without sentences left out by chance; none of those that gold answers or topics know."""

    if section.chapter in _WHOLE:
        return section

    def keep(sentence: str) -> bool:
        is_out = chance.random() < share
        if section.chapter == "context":
            return not is_out and not _BASE_VALUES.search(sentence)
        return not is_out or _is_known(section.source, sentence)

    return _filter(section, lambda piece: True, keep)


@lru_cache(maxsize=65536)
def _is_known(source: str, sentence: str) -> bool:
    if any(topic.signs.search(sentence) for topic in load_topics()):
        return True
    plain = normalise(sentence)
    return len(plain) < _LEAST_QUOTE or any(
        plain in quote or quote in plain or _overlaps(plain, quote) for quote in map(normalise, list_quotes(source))
    )


def _overlaps(plain: str, quote: str) -> bool:
    """Whether a sentence is part of a longer quote, or ends or begins one."""
    half = max(_LEAST_QUOTE, int(min(len(plain), len(quote)) * _FIXED_SHARE))
    return plain[:half] in quote or plain[-half:] in quote


def _delete(section: Section, topic: Topic) -> Section:
    """The section without what speaks of a topic: items that bear its name, and sentences with its words.

    What was done in the years before stays: it answers nothing.
    """
    if section.chapter == "context":
        return section
    return _filter(
        section,
        lambda piece: not (piece.title and topic.signs.search(piece.title)),
        lambda sentence: not topic.signs.search(sentence),
    )


def _filter(section: Section, keep_piece: Callable[[Piece], bool], keep_sentence: Callable[[str], bool]) -> Section:
    return replace(section, pieces=tuple(_filter_pieces(section.pieces, keep_piece, keep_sentence)))


def _filter_pieces(
    pieces: Sequence[Piece], keep_piece: Callable[[Piece], bool], keep_sentence: Callable[[str], bool]
) -> Iterator[Piece]:
    for piece in pieces:
        if piece.box:
            items = tuple(_filter_pieces(piece.box, keep_piece, keep_sentence))
            if items:
                yield replace(piece, box=items)
        elif keep_piece(piece) and (text := _keep_sentences(piece.text, keep_sentence)):
            yield replace(piece, text=text)


def _keep_sentences(text: str, keep: Callable[[str], bool]) -> str:
    kept = "".join(sentence for sentence in _SENTENCE.findall(text) if keep(sentence))
    kept = kept.replace("。。", "。")
    if len(kept) <= _STUMP < len(text):
        return ""
    return f"{kept[:-1]}。" if kept.endswith("；") else kept


def _adapt(section: Section, adapter: Adapter) -> Section:
    return replace(
        section,
        title=adapter.adapt(section.title, section.source),
        pieces=tuple(_adapt_piece(piece, section.source, adapter) for piece in section.pieces),
    )


def _adapt_piece(piece: Piece, source: str, adapter: Adapter) -> Piece:
    return Piece(
        title=adapter.adapt(piece.title, source),
        text=adapter.adapt(piece.text, source),
        box=tuple(_adapt_piece(item, source, adapter) for item in piece.box),
    )
