"""Judges how the lower plan takes up the named projects of the upper plan."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from align.ids import IdMaker
from align.judging.documents import cap_for_parts, find_severity, render_where
from align.judging.unread import find_unread_tables, tell_unread
from align.knowledge.document_rules import DocumentRules
from align.knowledge.naming import load_naming
from align.knowledge.regions import Regions
from align.matching.projects import ProjectMatch, named_projects
from align.model import Level, Meta, Plan, Project
from align.results import ProjectFinding, ProjectVerdict, Severity

_UNKNOWN_PLACE = re.compile(r"^[一-鿿]{2,3}?(?:自治县|县|区(?![域块间位])|市(?!场)|旗)")


def judge_projects(
    upper: Plan, lower: Plan, matches: tuple[ProjectMatch, ...], rules: DocumentRules, regions: Regions
) -> tuple[ProjectFinding, ...]:
    """A finding for each named project of both plans: the upper plan's in its order, then what the lower plan adds.

    A project that is not taken up is a gap only where the upper plan places it in the lower plan's region; where it
    names another place it does not apply; where it names none the reader is asked to check.
    """
    ids = IdMaker()
    taken_up = {match.upper.id: match.lower for match in matches}
    taken = {match.lower.id for match in matches}
    findings = [
        _judge(project, taken_up.get(project.id), lower, rules, regions, ids) for project in named_projects(upper)
    ]
    severity = find_severity(rules, "projects", "extra")
    for project in named_projects(lower):
        if project.id not in taken:
            reason = f"本级新增工程{_quoted(project)}，上级规划未列同名工程。"
            findings.append(_finding(ids, None, project, ProjectVerdict.EXTRA, severity, reason))
    return tuple(findings)


def _judge(
    project: Project, answer: Project | None, lower: Plan, rules: DocumentRules, regions: Regions, ids: IdMaker
) -> ProjectFinding:
    if answer is not None:
        code = "differs" if _money_differs(project, answer) else "listed"
        reason = _listed_reason(project, answer)
        return _finding(ids, project, answer, ProjectVerdict.LISTED, find_severity(rules, "projects", code), reason)
    region = lower.meta.region
    if _names_region(project, lower.meta):
        severity = cap_for_parts(find_severity(rules, "projects", "named_here"), lower, rules, "projects")
        reason = f"上级规划点名{region}的工程{_quoted(project)}，{render_where(lower)}未列入，请补充或说明。"
        return _unlisted(ids, project, lower, severity, reason)
    if place := _other_place(project, lower.meta, regions):
        reason = f"工程{_quoted(project)}实施地点为{place}，不在{region or '本区域'}，不适用。"
        severity = find_severity(rules, "projects", "elsewhere")
        return _finding(ids, project, None, ProjectVerdict.NOT_APPLICABLE, severity, reason)
    reason = f"上级规划工程{_quoted(project)}未点明实施地点，{render_where(lower)}未见同名工程，请核实是否涉及本区域。"
    return _unlisted(ids, project, lower, find_severity(rules, "projects", "unnamed"), reason)


def _unlisted(ids: IdMaker, project: Project, lower: Plan, severity: Severity, reason: str) -> ProjectFinding:
    unread = find_unread_tables(lower)
    finding = _finding(ids, project, None, ProjectVerdict.NOT_LISTED, severity, f"{reason}{tell_unread(unread)}")
    return replace(finding, pending=bool(unread))


def _finding(
    ids: IdMaker,
    upper: Project | None,
    lower: Project | None,
    verdict: ProjectVerdict,
    severity: Severity,
    reason: str,
) -> ProjectFinding:
    names = [project.name for project in (upper, lower) if project is not None]
    return ProjectFinding(
        id=ids.make("PF", names[0]), upper=upper, lower=lower, verdict=verdict, severity=severity, reason=reason
    )


def _money_differs(one: Project, other: Project) -> bool:
    return one.investment is not None and other.investment is not None and one.investment != other.investment


def _listed_reason(project: Project, answer: Project) -> str:
    if _money_differs(project, answer):
        return f"本级已列{_quoted(answer)}，但投资{_money(answer.investment)}与上级规划{_money(project.investment)}不同，请核对。"
    return f"本级已列{_quoted(answer)}。"


def _quoted(project: Project) -> str:
    """A project's name in quotes; quotes inside it become single ones."""
    return f"“{project.name.replace('“', '‘').replace('”', '’')}”"


def _money(value: Decimal | None) -> str:
    return "" if value is None else f"{format(value.normalize(), 'f')}亿元"


def _names_region(project: Project, lower: Meta) -> bool:
    region = lower.region
    if region is None or lower.level is Level.NATION:
        return False
    return region in project.text or (len(region) > 2 and region[:-1] in project.text)


def _other_place(project: Project, lower: Meta, regions: Regions) -> str | None:
    """The place in a project's name that neither holds the lower plan's region nor lies in it."""
    own = regions.by_code.get(lower.region_code or "")
    for mention in regions.mentions(project.name):
        related = own is not None and (regions.is_inside(own, mention.region) or regions.is_inside(mention.region, own))
        if not related:
            return mention.region.name
    match = _UNKNOWN_PLACE.match(project.name)
    if match is None or match.group().endswith(load_naming().not_places) or regions.mentions(project.name):
        return None
    return match.group()
