"""What the commands on reviews do: serve the page, bring workbooks back, show how far a review is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console, RenderableType

from align.errors import InputError
from align.matching.words import load_splitter
from align.reportfiles import STORE, name_reports, prepare_folder, refuse_overwriting, write_reports
from align.reporting.passage import Passage
from align.reporting.progress import say_written
from align.reporting.report import Report, build_report
from align.reporting.resultfile import read_judgements
from align.reviewing.decisions import read_clock
from align.reviewing.dossier import Dossier, open_dossier, review_chain
from align.reviewing.importing import build_decisions
from align.reviewing.keeping.store import Store
from align.reviewing.links.answers import find_links
from align.reviewing.links.bringing import build_link_decisions
from align.reviewing.links.goldcase import write_gold
from align.reviewing.links.precedents import Precedents, find_precedents
from align.reviewing.links.sssom import read_sets, write_sets
from align.reviewing.revision import find_revisions
from align.reviewing.screens import build_import_screen, build_precedent_screen, build_status_screen
from align.reviewing.web.accounts import SHORTEST_PASSWORD, add_account
from align.reviewing.web.asked import Refusal, check_name
from align.reviewing.web.serving import Place, check_place, require_web, serve
from align.reviewing.workbook import WorkbookRow, read_workbook


def find_store(given: str | None, result: Path) -> str | Path:
    """Where decisions are kept: what the user named, else the file beside a result."""
    return given if given is not None else result.parent / STORE


def attach_reviews(report: Report, store: str | Path, previous: Path | None) -> Dossier:
    """Puts a report before reviewers and gathers what they hold of it.

    Args:
        report: what a check found.
        store: where decisions are kept (``find_review``).
        previous: the result of the draft before, if one is named.

    Raises:
        InputError: the result of the draft before cannot be read.
        OutputError: the store cannot be read or written.
    """
    with Store(store) as kept:
        return open_dossier(kept, report, previous=_read_previous(previous))


def build_status(dossier: Dossier) -> RenderableType:
    """How far a review is, what is disputed, and what became of the gaps since the draft before, for the terminal."""
    revisions = [revision for each in dossier.reviewed for revision in find_revisions(each, load_splitter())]
    return build_status_screen(dossier, revisions)


def import_workbook(file: Path, results: Sequence[Path], store: str | None, reviewer: str) -> bool:
    """Brings what reviewers wrote in a workbook back and shows what came of it.

    Args:
        file: the workbook.
        results: the results it was written with; those beside it are found by themselves.
        store: where decisions are kept, if not beside the workbook.
        reviewer: who wrote where no name is given.

    Returns:
        Whether everything in it was taken.

    Raises:
        InputError: no workbook of ours, or a result that cannot be read.
        OutputError: decisions cannot be kept.
    """
    rows = read_workbook(file)
    reports = _find_reports(file, results, rows)
    with Store(find_store(store, file)) as kept:
        for report in reports:
            open_dossier(kept, report)
        wanted = sorted({row.draft for row in rows if row.draft is not None})
        drafts = {id: review_chain(kept, id) for id in wanted if kept.find_draft(id) is not None}
        imported = build_decisions(rows, drafts, reviewer=reviewer, time=read_clock())
        new = kept.record(imported.decisions)
    Console().print(build_import_screen(imported, new))
    return not imported.problems


def import_links(folder: Path, results: Sequence[Path], store: str | None) -> bool:
    """Brings a mapping set (``review export --format sssom``) back as decisions on a result and shows what came of it.

    Args:
        folder: that holds the ``.sssom.tsv`` files.
        results: the result of the pair they speak of.
        store: where decisions are kept, if not beside the result.

    Returns:
        Whether everything in it was taken.

    Raises:
        InputError: no result is named or more than one, or it cannot be read.
        MappingError: a set is malformed.
        OutputError: decisions cannot be kept.
    """
    if len(results) != 1:
        raise InputError(folder, "不知道对应关系是哪份结果的", "请用 --result 指明一份 JSON 结果。")
    links = read_sets(folder)
    if not links:
        raise InputError(
            folder, "没有 .sssom.tsv 文件，或其中没有一行", "请用 review export --format sssom 写出的文件夹。"
        )
    with Store(find_store(store, results[0])) as kept:
        draft = open_results(kept, results).reviewed[0].draft
        imported = build_link_decisions(links, draft, time=read_clock())
        new = kept.record(imported.decisions)
    Console().print(build_import_screen(replace(imported, known=len(imported.decisions) - new), new))
    return not imported.problems


def show_precedents(results: Sequence[Path], store: str | None, sets: Path | None) -> None:
    """Shows how the requirements of a result were decided for sibling districts.

    Args:
        results: of one lower plan.
        store: where decisions are kept, if not beside the first result.
        sets: a folder of folders with mapping sets, if any.

    Raises:
        InputError: a result cannot be read.
        MappingError: a set is malformed.
        OutputError: the store cannot be read.
    """
    with Store(find_store(store, results[0])) as kept:
        dossier = open_results(kept, results)
        found = _find_precedents(kept, dossier, sets)
    Console().print(build_precedent_screen(dossier.report, found))


def _find_precedents(store: Store, dossier: Dossier, sets: Path | None) -> Precedents:
    folders = sorted(path.parent for path in sets.rglob("positive.sssom.tsv")) if sets is not None else []
    return [find_precedents(store, reviewed.draft, folders) for reviewed in dossier.reviewed]


def show_status(results: Sequence[Path], store: str | None, previous: Path | None) -> None:
    """Shows how far the review of results is, what is disputed, and what became of the gaps since the draft before.

    Raises:
        InputError: a result cannot be read.
        OutputError: decisions cannot be kept.
    """
    with Store(find_store(store, results[0])) as kept:
        dossier = open_results(kept, results, previous)
    Console().print(build_status(dossier))


def export_reports(
    results: Sequence[Path],
    output: Path,
    formats: Sequence[str],
    store: str | None,
    template: Path | None = None,
) -> None:
    """Writes the reports on results with what reviewers decided; the mapping sets of each pair, and what can serve as gold.

    Args:
        results: of one lower plan.
        output: the folder for the reports; made where it is not there.
        formats: of ``xlsx``, ``html``, ``docx`` and ``sssom``.
        store: where decisions are kept, if not beside the first result.
        template: an office's own paper for the opinion.

    Raises:
        InputError: a result or the template cannot be read.
        OutputError: the folder cannot be written.
    """
    prepare_folder(output)
    with Store(find_store(store, results[0])) as kept:
        dossier = open_results(kept, results)
    report = dossier.report
    stem = Path(report.pairs[0].lower.meta.path).stem
    uppers = [Path(pair.upper.meta.path).stem for pair in report.pairs]
    paths = name_reports(stem, uppers, output, formats)
    refuse_overwriting(results, paths.values())
    write_reports(report, paths, template)
    written = list(paths.values())
    if "sssom" in formats:
        for pair, upper in enumerate(uppers):
            written += _write_links(output / f"{stem}.对应关系.{upper}", dossier, pair)
    say_written(written)


def _write_links(folder: Path, dossier: Dossier, pair: int) -> list[Path]:
    prepare_folder(folder)
    links = find_links(dossier, pair)
    gold = write_gold(folder, dossier, links, pair)
    return [*write_sets(folder, dossier.report.pairs[pair], links), *([] if gold is None else [gold])]


def open_page(
    results: Sequence[Path], store: str | None, previous: Path | None, place: Place, sets: Path | None = None
) -> None:
    """Serves the page on which results are reviewed until it is stopped; ``sets`` as for :func:`show_precedents`.

    Raises:
        InputError: a result cannot be read, or the page is not installed or not protected.
        OutputError: decisions cannot be kept, or the port is taken.
    """
    require_web()
    check_place(place)
    with Store(find_store(store, results[0])) as kept:
        dossier = open_results(kept, results, previous)
        serve(kept, dossier, place, _find_precedents(kept, dossier, sets))


def write_account(file: Path, name: str, password: str, again: str) -> None:
    """Writes an account for a page that several people share, and says so.

    Raises:
        InputError: the name is none, the password is short or was typed differently again, or the file holds something else.
        OutputError: the file cannot be written.
    """
    try:
        name = check_name(name)
    except Refusal as refusal:
        raise InputError(name, "不能用作账号", str(refusal)) from refusal
    if len(password) < SHORTEST_PASSWORD:
        raise InputError(name, "口令太短", f"请至少用 {SHORTEST_PASSWORD} 个字符。")
    if password != again:
        raise InputError(name, "两次输入的口令不一样", "请重新输入。")
    is_new = add_account(file, name, password)
    Console().print(Passage(f"{'已建立账号' if is_new else '已更换口令'}：{name}（{file}）"))


def open_results(store: Store, results: Sequence[Path], previous: Path | None = None) -> Dossier:
    """The dossier of results of one lower plan.

    Raises:
        InputError: a result cannot be read.
    """
    return open_dossier(store, read_report(results), previous=_read_previous(previous))


def _read_previous(result: Path | None) -> Report | None:
    return build_report(read_judgements(result)) if result is not None else None


def read_report(results: Sequence[Path]) -> Report:
    """The report on results of one lower plan.

    Raises:
        InputError: a result cannot be read, or is of another lower plan than the first.
    """
    judged = [read_judgements(path) for path in results]
    for path, each in zip(results, judged, strict=True):
        if each.lower.source.sha256 != judged[0].lower.source.sha256:
            raise InputError(path, f"与{results[0].name}不是同一份本级规划", "请一次只给同一份规划的结果。")
    return build_report(judged)


def _find_reports(file: Path, results: Sequence[Path], rows: Iterable[WorkbookRow]) -> list[Report]:
    """The reports on the results that the rows speak of, one by one: those named, and those that lie beside the workbook."""
    wanted = {row.draft for row in rows if row.draft is not None}
    reports = [build_report(read_judgements(path)) for path in results]
    for path in sorted(file.parent.glob("*.json")):
        if wanted <= {report.digests[0] for report in reports}:
            break
        try:
            reports.append(build_report(read_judgements(path)))
        except InputError:
            continue  # another file that lies there
    return [report for report in reports if report.digests[0] in wanted]
