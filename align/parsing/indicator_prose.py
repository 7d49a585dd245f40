"""Finds indicators in the sentences that state a plan's objectives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from align.knowledge.indicator_text import ProseWords, load_prose_words
from align.knowledge.indicators import Catalogue
from align.knowledge.targets import TargetPhrases, load_target_phrases
from align.knowledge.units import Units
from align.model import Indicator, Origin, Role
from align.parsing.clauses import split_sentences
from align.parsing.indicator_concepts import find_concept
from align.parsing.indicator_names import NameReader
from align.parsing.outline import Outline, Paragraph
from align.parsing.quantities import parse_target
from align.source import Source
from align.target import Target, TargetKind

# A year that a change is counted from says nothing of when the target is due: 由2020年的31%提高到45%.
_YEAR = re.compile(r"(?P<base>比|较|与|以|由|从|自|在(?=20\d{2}年[^，。；]{0,25}基础上))?(?P<year>(?:19|20)\d{2})年")
_CLAUSE = re.compile(r"[^，；。！？]+")
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_PERCENT = r"百分之[〇零一二三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?"
_JOINT = re.compile(r"(?:和|、|及|与)(?=\d|百分之)")
_COMPARED = r"(?:(?:比|较)(?:20\d{2}年|“?十[三四]五”?(?:期?末|时期|期间)?)(?:底|末)?(?:相比)?)"
_AFTER = r"及?以上|及?以下|以内|之内|左右|上下|\+"
_KEPT = re.compile(r"保持(?:为|在)?$")
_MINIMUM_NAME = 3
# Stands for the year of a vision that names none.
_VISION_YEAR = 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A name with what is said of it: ranges in the paragraph's text; ``value`` is the part to show as the target."""

    name: str
    start: int
    end: int
    value: str
    predicate: str
    year: int | None
    baseline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    words: ProseWords
    phrases: TargetPhrases
    units: Units
    names: NameReader
    number: re.Pattern[str]
    baseline: re.Pattern[str]
    counted: re.Pattern[str]


@lru_cache(maxsize=2)
def _number_pattern(before: str, down_up: str, verbs: tuple[str, ...], adverbs: str, unit: str) -> re.Pattern[str]:
    """A predicate with a number: verbs, adverbs and comparisons, then one value or several (98%和95%以上)."""
    listed = "|".join(re.escape(verb) for verb in sorted(verbs, key=lambda verb: (-len(verb), verb)))
    lead = rf"(?P<verb>(?:{before}|{listed}|{down_up}|{adverbs}|{_COMPARED})*)"
    value = rf"(?:{_PERCENT}|{_NUMBER}(?:{unit})?(?:(?:—+|-|～|至){_NUMBER}(?:{unit})?)?)(?:{_AFTER})?"
    wish = rf"(?:，?(?:力争|争取)(?:达到|达)?{value})?"
    return re.compile(rf"{lead}(?P<value>[〔\[]?{value}[〕\]]?(?:(?:和|、|及|与){value})*{wish})", re.IGNORECASE)


@lru_cache(maxsize=2)
def _baseline_pattern(unit: str) -> re.Pattern[str]:
    """Today's value in front of the target: 由2020年的31%（提高到…）, 在2020年30微克/立方米的基础上（下降）."""
    value = rf"(?P<value>{_NUMBER}(?:{unit})?)"
    return re.compile(rf"(?:由|从|在)(?:20\d{{2}}年)?底?的?{value}(?:的?基础上)?(?=[一-龥])", re.IGNORECASE)


@lru_cache(maxsize=2)
def _counted_pattern(verbs: str, unit: str) -> re.Pattern[str]:
    """Something brought about and its number: 培育数字化转型标杆企业50家."""
    value = rf"(?P<value>{_NUMBER}(?P<unit>{unit})(?:{_AFTER})?)"
    return re.compile(
        rf"[^\d]{{0,4}}?(?:{verbs})(?P<name>[一-龥“”]{{4,20}}?)(?:达到|超过|不少于)?{value}", re.IGNORECASE
    )


def find_prose_indicators(
    source: Source, outline: Outline, catalogue: Catalogue, units: Units, period: tuple[int, int] | None
) -> Iterator[Indicator]:
    """The indicators stated in running text under the plan's objectives, in order; ids are left blank.

    Looked at are divisions in the role of objectives and those whose title says so. What is said of the past or of a
    year beyond ``period`` is left out.
    """
    words, phrases = load_prose_words(), load_target_phrases()
    down_up = f"{phrases.down.pattern}|{phrases.up.pattern}"
    number = _number_pattern(phrases.before_pattern, down_up, words.verbs, words.adverbs, units.pattern)
    names = NameReader(words=words, catalogue=catalogue)
    reader = _Reader(
        words=words,
        phrases=phrases,
        units=units,
        names=names,
        number=number,
        baseline=_baseline_pattern(units.pattern),
        counted=_counted_pattern("|".join(words.founding_verbs), units.pattern),
    )
    titled = {division.id for division in outline.divisions if division.title.endswith(words.objective_titles)}
    for paragraph in outline.paragraphs:
        if paragraph.line.table is not None or "|" in paragraph.text:
            continue
        if paragraph.role is Role.OBJECTIVES or paragraph.division_id in titled:
            for statement in _find_statements(paragraph.text, reader, period):
                yield _build(source, paragraph, statement, catalogue, units, period)


def _find_statements(text: str, reader: _Reader, period: tuple[int, int] | None) -> Iterator[Statement]:
    year: int | None = None
    for start, end in split_sentences(text):
        sentence = text[start:end]
        if reader.words.vision.search(sentence):
            year = _VISION_YEAR
        stated = [int(match["year"]) for match in _YEAR.finditer(sentence) if not match["base"]]
        first = period[0] if period else 0
        year = next((one for one in stated if one >= first), year)
        if _out_of_period(year, stated, period) or reader.words.past.search(sentence):
            continue
        # blanked out, so that positions stay and the target is the only number left
        plain = reader.baseline.sub(lambda match: " " * len(match.group()), sentence)
        for statement in _in_sentence(plain, start, reader, year):
            own = sentence[statement.start - start : statement.end - start]
            today = reader.baseline.search(own)
            yield replace(statement, baseline=today["value"]) if today else statement


def _out_of_period(year: int | None, stated: list[int], period: tuple[int, int] | None) -> bool:
    if period is None:
        return year == _VISION_YEAR
    return (year or 0) > period[1] or (bool(stated) and max(stated) < period[0])


def _in_sentence(sentence: str, offset: int, reader: _Reader, year: int | None) -> Iterator[Statement]:
    """Goes through the clauses; one without a predicate may be the first of several subjects of the next."""
    pending = 0
    for match in _CLAUSE.finditer(sentence):
        found = list(_in_clause(sentence, pending, match, reader))
        for name, start, end, value, predicate in found:
            yield Statement(
                name=name, start=offset + start, end=offset + end, value=value, predicate=predicate, year=year
            )
        if found or not reader.names.split(sentence[match.start() : match.end()], strong=True):
            pending = match.end()


_Found = tuple[str, int, int, str, str]


def _in_clause(sentence: str, pending: int, clause: re.Match[str], reader: _Reader) -> Iterator[_Found]:
    position, end = clause.start(), clause.end()
    numeric = False
    for match in reader.number.finditer(sentence, clause.start(), end):
        subject_start = position
        shared = reader.words.shared.search(match["verb"]) is not None
        if position == clause.start() and pending < position and shared:
            subject_start = pending
        found = list(_numeric(sentence, subject_start, match, reader))
        yield from found
        numeric = numeric or bool(found)
        if found or match["verb"]:
            position = match.end()
    if not numeric:
        yield from _wordy(sentence, clause.start(), end, reader) or _counted(sentence, clause, reader)


def _numeric(sentence: str, start: int, match: re.Match[str], reader: _Reader) -> Iterator[_Found]:
    subject = sentence[start : match.start()].rstrip()
    if not match["verb"] and not _ends_like_ratio(subject, reader):
        return
    values = _JOINT.split(match["value"])
    predicate = match["verb"]
    subject = _with_change(subject, predicate, reader)
    if len(values) > 1:
        names = reader.names.share_by_length(subject, len(values))
    else:
        names = reader.names.split(subject, strong=False)
        values = values * len(names)
    for name, value in zip(names, values, strict=False):
        begin = _position(sentence, start, match.start(), name)
        yield name, begin, match.end(), _as_told(predicate, value), predicate + value


def _as_told(predicate: str, value: str) -> str:
    """The target as written; a bare number that is only to be kept up says so (保持为0)."""
    kept = _KEPT.search(predicate)
    return kept.group() + value if kept and value.isdigit() else value


def _with_change(subject: str, verb: str, reader: _Reader) -> str:
    """The subject with the change that belongs to its name: 单位工业增加值二氧化碳排放 + 下降."""
    change = reader.phrases.down.search(verb)
    if change is None or verb[change.end() :].startswith(("到", "至")):
        return subject
    joined = reader.names.strip_lead(subject) + change.group()
    return joined if reader.names.catalogue.is_alias(joined) else subject


def _ends_like_ratio(subject: str, reader: _Reader) -> bool:
    return subject.endswith(reader.words.strong_suffixes)


def _position(sentence: str, start: int, stop: int, name: str) -> int:
    """Where a name begins; a completed name (受污染耕地 + 安全利用率) begins with its own words."""
    for length in range(len(name), _MINIMUM_NAME - 1, -1):
        found = sentence.find(name[:length], start, stop)
        if found >= 0:
            return found
    return start


def _counted(sentence: str, clause: re.Match[str], reader: _Reader) -> list[_Found]:
    """A clause that is nothing but something to be brought about and how many of it (培育标杆企业50家).

    Only a sentence that names the year it is due in states a target so; others tell what is done along the way.
    """
    match = reader.counted.fullmatch(sentence, clause.start(), clause.end())
    if match is None or not _YEAR.search(sentence) or not reader.units.is_additive(match["unit"]):
        return []
    return [(match["name"], match.start("name"), match.end(), match["value"], match["value"])]


def _wordy(sentence: str, start: int, end: int, reader: _Reader) -> list[_Found]:
    """A clause whose value is words: deferred to the level above, a trend, or a quality."""
    phrases = reader.phrases
    deferred = [
        cut
        for cut in range(start + _MINIMUM_NAME, end - 1)
        if sentence.startswith(reader.words.deferred_verbs, cut) and phrases.deferred.fullmatch(sentence, cut, end)
    ]
    # the last cut first: …水质达标率 is the name in 水质达标率达到国家考核要求
    for cut in [*reversed(deferred), *_trend_cuts(sentence, start, end, phrases)]:
        names = reader.names.split(sentence[start:cut].rstrip(), strong=True)
        if names:
            value = sentence[cut:end]
            return [(name, _position(sentence, start, cut, name), end, value, value) for name in names]
    return []


def _trend_cuts(sentence: str, start: int, end: int, phrases: TargetPhrases) -> list[int]:
    return [
        cut
        for cut in range(start + _MINIMUM_NAME, end - 1)
        if phrases.trend.fullmatch(sentence, cut, end) or phrases.qualitative.fullmatch(sentence, cut, end)
    ]


def _unit_and_baseline(statement: Statement, parsed: Target, units: Units) -> tuple[str | None, str | None]:
    """Unit and baseline to show: the unit with what the name counts per; a target in words takes it from the baseline."""
    if parsed.kind not in (TargetKind.DEFERRED, TargetKind.TREND, TargetKind.QUALITATIVE):
        return units.written_unit(parsed.unit, statement.name), statement.baseline
    if statement.baseline is None:
        return None, None
    unit = parse_target(statement.baseline, units=units).unit
    return unit, statement.baseline.removesuffix(unit or "")


def _build(
    source: Source,
    paragraph: Paragraph,
    statement: Statement,
    catalogue: Catalogue,
    units: Units,
    period: tuple[int, int] | None,
) -> Indicator:
    parsed: Target = parse_target(statement.predicate, name=statement.name, units=units)
    concept = find_concept(catalogue, statement.name, parsed.unit, parsed)
    scopes = catalogue.names.find_scopes(statement.name)
    span = paragraph.span(statement.start, statement.end)
    unit, baseline = _unit_and_baseline(statement, parsed, units)
    return Indicator(
        id="",
        name=statement.name,
        unit=unit,
        baseline=baseline,
        target=statement.value,
        base_year=parsed.base_year,
        target_year=parsed.target_year or statement.year or (period[1] if period else None),
        nature=None,
        scope="、".join(dict.fromkeys(scope.value for scope in scopes)) or None,
        concept=concept.id if concept else None,
        parsed=parsed,
        origin=Origin.PROSE,
        text=span.slice(source.text),
        span=span,
        division_id=paragraph.division_id,
        page=paragraph.line.page,
    )
