"""Finds what the sentences of a plan state: a name, what is said of it, and for which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from align.knowledge.indicator_text import ProseWords, load_prose_words
from align.knowledge.indicators import Catalogue
from align.knowledge.targets import TargetPhrases, load_target_phrases
from align.knowledge.units import Units
from align.parsing.clauses import split_sentences
from align.parsing.indicator_names import NameReader

# A year that a change is counted from says nothing of when the target is due: 由2020年的31%提高到45%.
_YEAR = re.compile(r"(?P<base>比|较|与|以|由|从|自|在(?=20\d{2}年[^，。；]{0,25}基础上))?(?P<year>(?:19|20)\d{2})年")
_WORDED_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_YEAR_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CLAUSE = re.compile(r"[^，；。！？]+")
# 5A级 is a grade, no number.
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?(?!A+级)"
_PERCENT = r"百分之[〇零一二三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?"
_JOINT = re.compile(r"(?:和|、|及|与)(?=\d|百分之)")
_COMPARED = r"(?:(?:比|较)(?:20\d{2}年|“?十[三四]五”?(?:期?末|时期|期间)?)(?:底|末)?(?:相比)?)"
_AFTER = r"及?以上|及?以下|以内|之内|左右|上下|\+"
_KEPT = re.compile(r"保持(?:为|在)?$")
_MINIMUM_NAME = 3
# How long a name without a word for its measure may be.
_SHORTEST_PLAIN, _LONGEST_PLAIN = 4, 16
# What a value that was blanked out leaves.
_BLANK = "   "
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
class StatementReader:
    """Vocabulary and patterns for reading sentences; built by :func:`build_reader`."""

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
    return re.compile(
        rf"(?:由|从|在(?=[^，。；]{{0,24}}基础上))(?:20\d{{2}}年)?底?的?{value}(?:的?基础上)?(?!{_AFTER})(?=[一-龥])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=2)
def _counted_pattern(verbs: str, unit: str) -> re.Pattern[str]:
    """Something brought about and its number: 培育数字化转型标杆企业50家."""
    value = rf"(?P<value>{_NUMBER}(?P<unit>{unit})(?:{_AFTER})?)"
    return re.compile(
        rf"[^\d]{{0,4}}?(?:{verbs})(?P<name>[一-龥“”]{{4,20}}?)(?:达到|超过|不少于)?{value}", re.IGNORECASE
    )


def build_reader(catalogue: Catalogue, units: Units) -> StatementReader:
    """The reader with the bundled vocabulary and these names and units."""
    words, phrases = load_prose_words(), load_target_phrases()
    down_up = f"{phrases.down.pattern}|{phrases.up.pattern}"
    return StatementReader(
        words=words,
        phrases=phrases,
        units=units,
        names=NameReader(words=words, catalogue=catalogue),
        number=_number_pattern(phrases.before_pattern, down_up, words.verbs, words.adverbs, units.pattern),
        baseline=_baseline_pattern(units.pattern),
        counted=_counted_pattern("|".join(words.founding_verbs), units.pattern),
    )


def _with_plain_years(text: str) -> str:
    """The text with 二〇三五年 told as 2035年, character for character."""
    return _WORDED_YEAR.sub(lambda match: match.group().translate(_YEAR_DIGITS), text)


def find_targets(text: str, reader: StatementReader, period: tuple[int, int] | None) -> Iterator[Statement]:
    """What a paragraph states for a year of ``period``, in order; what it says of the past or of later years is left out."""
    text = _with_plain_years(text)
    year: int | None = None
    for start, end in split_sentences(text):
        sentence = text[start:end]
        if reader.words.vision.search(sentence):
            year = _VISION_YEAR
        stated = _stated_years(sentence)
        first = period[0] if period else 0
        year = next((one for one in stated if one >= first), year)
        if _out_of_period(year, stated, period) or reader.words.past.search(sentence):
            continue
        yield from _in_whole_sentence(sentence, start, reader, year)


def find_state(text: str, reader: StatementReader, year: int) -> Iterator[Statement]:
    """What the sentences that speak of one year and no other state; a sentence without a year goes on with the last."""
    text = _with_plain_years(text)
    years: set[int] = set()
    for start, end in split_sentences(text):
        sentence = text[start:end]
        years = set(_stated_years(sentence)) or years
        if years == {year}:
            yield from _in_whole_sentence(sentence, start, reader, year)


def _stated_years(sentence: str) -> list[int]:
    """The years a sentence speaks of, those it compares with aside."""
    return [int(match["year"]) for match in _YEAR.finditer(sentence) if not match["base"]]


def _in_whole_sentence(sentence: str, start: int, reader: StatementReader, year: int | None) -> Iterator[Statement]:
    # today's value is blanked out, so that positions stay and the target is the only number left
    plain = reader.baseline.sub(lambda match: " " * len(match.group()), sentence)
    for statement in _in_sentence(plain, start, reader, year):
        own = sentence[statement.start - start : statement.end - start]
        today = reader.baseline.search(own)
        yield replace(statement, baseline=today["value"]) if today else statement


def _out_of_period(year: int | None, stated: list[int], period: tuple[int, int] | None) -> bool:
    if period is None:
        return year == _VISION_YEAR
    return (year or 0) > period[1] or (bool(stated) and max(stated) < period[0])


def _in_sentence(sentence: str, offset: int, reader: StatementReader, year: int | None) -> Iterator[Statement]:
    """Goes through the clauses; one without a predicate may be the first of several subjects of the next."""
    pending = 0
    for match in _CLAUSE.finditer(sentence):
        found = list(_in_clause(sentence, pending, match, reader, year))
        for name, start, end, value, predicate in found:
            yield Statement(
                name=name, start=offset + start, end=offset + end, value=value, predicate=predicate, year=year
            )
        if found or not reader.names.split(sentence[match.start() : match.end()], strong=True):
            pending = match.end()


_Found = tuple[str, int, int, str, str]


def _in_clause(
    sentence: str, pending: int, clause: re.Match[str], reader: StatementReader, year: int | None
) -> Iterator[_Found]:
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
        yield from _wordy(sentence, clause.start(), end, reader) or _counted(sentence, clause, reader, year)


def _numeric(sentence: str, start: int, match: re.Match[str], reader: StatementReader) -> Iterator[_Found]:
    subject = sentence[start : match.start()].rstrip()
    if not match["verb"] and not _needs_no_verb(subject, reader):
        return
    values = _JOINT.split(match["value"])
    predicate = match["verb"]
    subject = _with_change(subject, predicate, reader)
    if len(values) > 1:
        names = reader.names.share_by_length(subject, len(values))
    else:
        shared = reader.words.shared.search(predicate) is not None
        names = reader.names.split_shared(subject) if shared else reader.names.split(subject, strong=False)
        names = names or _plain_subject(sentence[start : match.start()], predicate, reader)
        values = values * len(names)
    for name, value in zip(names, values, strict=False):
        begin = _position(sentence, start, match.start(), name)
        yield name, begin, match.end(), _as_told(predicate, value), predicate + value


def _plain_subject(subject: str, predicate: str, reader: StatementReader) -> tuple[str, ...]:
    """What takes a share, where the verb alone says so (智慧校园达标学校占到65%), or what grows from today's number, which
    was blanked out (高新技术企业由151家增加到260家)."""
    own = reader.names.strip_lead(re.split("[，；：]", subject)[-1].rstrip())
    plain = _LONGEST_PLAIN >= len(own) >= _SHORTEST_PLAIN and not re.search(r"[占比的\d]", own)
    grows = subject.endswith(_BLANK) and not subject.isspace()
    return (own,) if plain and (grows or predicate.startswith("占")) else ()


def _as_told(predicate: str, value: str) -> str:
    """The target as written; a bare number that is only to be kept up says so (保持为0)."""
    kept = _KEPT.search(predicate)
    return kept.group() + value if kept and value.isdigit() else value


def _with_change(subject: str, verb: str, reader: StatementReader) -> str:
    """The subject with the change that belongs to its name: 单位工业增加值二氧化碳排放 + 下降."""
    change = reader.phrases.down.search(verb)
    if change is None or verb[change.end() :].startswith(("到", "至")):
        return subject
    joined = reader.names.strip_lead(subject) + change.group()
    return joined if reader.names.catalogue.is_alias(joined) else subject


def _needs_no_verb(subject: str, reader: StatementReader) -> bool:
    """Whether a number may follow at once: the subject ends like a share, or is a known name (优良天数318天)."""
    own = reader.names.strip_lead(re.split("[，；：]", subject)[-1])
    known = subject.endswith(own) and reader.names.catalogue.is_alias(own)
    return known or subject.endswith(reader.words.strong_suffixes)


def _position(sentence: str, start: int, stop: int, name: str) -> int:
    """Where a name begins; a completed name (受污染耕地 + 安全利用率) begins with its own words."""
    for length in range(len(name), _MINIMUM_NAME - 1, -1):
        found = sentence.find(name[:length], start, stop)
        if found >= 0:
            return found
    return start


def _counted(sentence: str, clause: re.Match[str], reader: StatementReader, year: int | None) -> list[_Found]:
    """A clause that is nothing but something to be brought about and how many of it (培育标杆企业50家).

    Only a paragraph that has named the year it is due in states a target so; others tell what is done along the way.
    """
    match = reader.counted.fullmatch(sentence, clause.start(), clause.end())
    if match is None or year is None or not reader.units.is_additive(match["unit"]):
        return []
    return [(match["name"], match.start("name"), match.end(), match["value"], match["value"])]


def _wordy(sentence: str, start: int, end: int, reader: StatementReader) -> list[_Found]:
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
