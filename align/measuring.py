"""What the command ``evaluate`` does: measure the program on gold, fit its weights, set it against plain likeness."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from align.asking.address import Address
from align.bundled import bundled
from align.evaluation.baselines import score_baselines
from align.evaluation.calibration import render_reliability
from align.evaluation.compare import read_run, render_comparison
from align.evaluation.curve import render_curve, trace_curve
from align.evaluation.fit import fit_weights, load_template, render_fit, render_levers, render_weights, score_levers
from align.evaluation.gold import GoldCase, read_cases
from align.evaluation.run import evaluate, render_scores
from align.knowledge.tasks import load_catalogue
from align.reportfiles import prepare_folder
from align.reporting.files import write_text
from align.reporting.jsonfile import render_json
from align.reporting.progress import build_progress, say_written, tell_asked
from align.tasking import build_judge


def show_evaluation(
    folders: Sequence[Path], *, model: Address | None = None, earlier: Path | None = None, as_json: bool
) -> None:
    """Shows how well the program agrees with the gold of some folders of cases, by default the bundled one.

    Args:
        folders: where the cases are.
        model: the user's own language model that judges the tasks; ``None`` for the rules alone.
        earlier: figures of an earlier run, printed as JSON then, to compare with.
        as_json: print the figures as JSON instead of a table.

    Raises:
        InputError: a folder holds no case, the model's address is none, or the earlier figures cannot be read.
    """
    before = read_run(earlier) if earlier is not None else None
    with build_progress() as progress:
        step = progress.add_task("正在评测", total=None)
        rows = evaluate(_folders(folders), build_judge(model, tell_asked(progress, step)))
    if as_json:
        sys.stdout.write(render_json(rows))
    else:
        Console().print(render_scores(rows) if before is None else render_comparison(before, rows))


def fit_verdicts(folders: Sequence[Path], weights: Path) -> None:
    """Fits the weights of the task verdicts to the gold of some folders and writes ``verdicts.tsv`` and ``points.tsv``.

    Args:
        folders: where the cases are.
        weights: the folder for both files; it is made where there is none.

    Raises:
        InputError: a folder holds no case.
        OutputError: the files cannot be written.
    """
    cases = _cases(folders)
    fitted = fit_weights(cases, load_template())
    Console().print(render_fit(fitted, cases))
    Console().print(render_reliability(fitted.calibration))
    prepare_folder(weights)
    files = {"verdicts.tsv": fitted.weights.verdicts, "points.tsv": fitted.weights.points}
    for name, own in files.items():
        lines = bundled("mappings", "weights", name).read_text(encoding="utf-8").splitlines(keepends=True)
        write_text(weights / name, render_weights(own, "".join(line for line in lines if line.startswith("#"))))
    say_written([weights / name for name in files])


def show_levers(folders: Sequence[Path]) -> None:
    """Shows what plain likeness would have said, and what each lever of the verdicts adds.

    Raises:
        InputError: a folder holds no case.
    """
    cases = _cases(folders)
    Console().print(render_levers(score_baselines(cases), score_levers(cases, load_template()), cases))


def show_curve(folders: Sequence[Path]) -> None:
    """Shows how the figures on tasks grow with the catalogue.

    Raises:
        InputError: a folder holds no case.
    """
    cases = _cases(folders)
    with build_progress() as progress:
        step = progress.add_task("", total=None)
        points = trace_curve(
            cases, load_template(), load_catalogue().tasks, lambda told: progress.update(step, description=told)
        )
    Console().print(render_curve(points))


def _folders(folders: Sequence[Path]) -> Sequence[Path]:
    return folders or [bundled("corpora", "demo")]


def _cases(folders: Sequence[Path]) -> list[GoldCase]:
    return [case for folder in _folders(folders) for case in read_cases(folder)]
