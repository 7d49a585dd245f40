"""Composes a whole library: the plans of a folder become pairs, the pairs are compared, what came of them is gathered."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath

from align.knowledge.regions import load_regions
from align.libraries import LibraryJudgements, PlanFile, PlanLibrary
from align.library.aligned import Library
from align.library.cache import PlanCache
from align.library.comparing import LowerOrder, PairOrder, compare_lower, map_plan_file
from align.library.describing import read_plans
from align.library.manifest import Manifest, open_folder
from align.library.pairing import find_pairs, take_pairs
from align.library.running import Workers, open_workers
from align.library.telling import Told, follow, tell_nobody
from align.model import Assignment
from align.provenance import load_program_digest, load_provenance
from align.reportfiles import name_reports

RESULTS, RECORDS = "对照", ".plan-align"
"""In a folder of results: the folder of the pairs, and that of what a later run needs to know of them."""


def align_folder(
    folder: str | Path,
    output: str | Path,
    *,
    assigned: Sequence[Assignment] = (),
    formats: Sequence[str] = (),
    jobs: int = -1,
    cluster: str | None = None,
    told: Told = tell_nobody,
) -> Library:
    """Compares all plans of a folder that pair by place, field and years; what an earlier run has done stays done.

    Args:
        folder: the plans, in any formats, in folders of any depth.
        output: where results go, a file per pair (``read_alignment`` opens one).
        assigned: values set for areas; they come before those the program knows and those the upper plans give.
        formats: of ``xlsx``, ``html`` and ``docx``: reports to be written for each lower plan.
        jobs: processes on this machine; -1 for one per processor.
        cluster: the address of a Dask scheduler, to work there instead.
        told: called with what is being done, how much of it is done, and how much there is.

    Raises:
        InputError: there is no such folder, or no plan in it; a plan that cannot be read is told in the result.
        WorkerError: a working process was ended.
    """
    manifest = open_folder(Path(folder), Path(output))
    with open_workers(jobs, cluster) as workers:
        library = build_library(manifest, workers, told)
        judgements = align_library(
            library, manifest.files, Path(output), workers, told, assigned=assigned, formats=formats
        )
    return Library.of(judgements)


def build_library(manifest: Manifest, workers: Workers, told: Told) -> PlanLibrary:
    """Reads plans and pairs them: as the manifest says, else by place, field and years.

    Args:
        manifest: where the plans are, and what is known of them.
        workers: who reads.
        told: for a display of progress.
    """
    plans, guesses = read_plans(manifest, workers, told)
    pairs, doubts = take_pairs(plans, manifest.pairs) if manifest.pairs else find_pairs(plans, load_regions())
    return PlanLibrary(folder=manifest.folder, plans=plans, pairs=pairs, doubts=(*guesses, *doubts))


def align_library(
    library: PlanLibrary,
    files: Mapping[str, PlanFile],
    output: Path,
    workers: Workers,
    told: Told,
    *,
    assigned: Sequence[Assignment] = (),
    formats: Sequence[str] = (),
) -> LibraryJudgements:
    """Compares the wanted pairs of a library; what an earlier run over the same plans has done stays done.

    Args:
        library: the plans and pairs.
        files: where its plans are (``Manifest.files``).
        output: where results go.
        workers: who compares.
        told: for a display of progress.
        assigned: values set for areas; they come before those the program knows and those the upper plans give.
        formats: of ``xlsx``, ``html`` and ``docx``: reports to be written for each lower plan.
    """
    orders = tuple(_build_orders(library, files, output, tuple(assigned), formats))
    waiting = _list_unmapped(orders)
    for _ in follow("归入标准任务", len(waiting), workers.run(map_plan_file, waiting), told):
        pass
    done = follow("逐对对照", len(orders), workers.run(compare_lower, orders), told)
    outcomes = {one.pair: one for several in done for one in several}
    PlanCache().prune()
    return LibraryJudgements(
        library=library,
        outcomes=tuple(outcomes[pair] for pair in library.wanted),
        provenance=load_provenance(),
    )


def _build_orders(
    library: PlanLibrary,
    files: Mapping[str, PlanFile],
    output: Path,
    assigned: tuple[Assignment, ...],
    formats: Sequence[str],
) -> Iterator[LowerOrder]:
    by_file = library.by_file
    stems = Counter(str(PurePosixPath(lower).with_suffix("")) for lower in {pair.lower for pair in library.wanted})
    for lower, group in groupby(sorted(library.wanted, key=lambda pair: pair.lower), key=lambda pair: pair.lower):
        pairs = list(group)
        place = PurePosixPath(RESULTS) / lower
        uppers = [PurePosixPath(pair.upper).stem for pair in pairs]
        # two files that differ in nothing but the suffix are told apart by it
        own_name = place.stem if stems[str(PurePosixPath(lower).with_suffix(""))] == 1 else place.name
        names = name_reports(own_name, uppers, Path(place.parent), (*formats, "json"))
        orders = []
        for number, pair in enumerate(pairs):
            own, upper = files[lower], files[pair.upper]
            result = f"{names.pop(f'json:{number}').as_posix()}.gz"
            orders.append(
                PairOrder(
                    pair=pair,
                    upper=upper,
                    folder=output,
                    result=result,
                    record=output / RECORDS / result,
                    key=_digest(own, by_file[lower].sha256, upper, by_file[pair.upper].sha256, assigned),
                )
            )
        reports = tuple((form, output / path) for form, path in names.items())
        yield LowerOrder(lower=files[lower], pairs=tuple(orders), assigned=assigned, reports=reports)


def _digest(*parts: object) -> str:
    """Stands for everything that the result on a pair depends on."""
    return hashlib.sha256("|".join(map(repr, (*parts, load_program_digest()))).encode()).hexdigest()[:32]


def _list_unmapped(orders: Sequence[LowerOrder]) -> list[PlanFile]:
    """The plans in pairs that no earlier run has done: these are mapped to the catalogue first, each once."""
    files: dict[PlanFile, None] = {}
    for order in orders:
        new = [each for each in order.pairs if not each.is_done]
        files.update(dict.fromkeys([order.lower] if new else []))
        files.update(dict.fromkeys(each.upper for each in new))
    return list(files)
