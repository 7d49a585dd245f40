"""``python -m fuzz.guided FORMAT --seconds N``: lets atheris look for files that reach new lines of the readers.

Worth while for what is read in Python itself: txt, md, csv, tsv, html, docx, xlsx, pdf. Files that fail are kept.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from types import ModuleType

from roundtrip.cases import ROOT

from fuzz.kinds import Kind

_FOLDER = ROOT / "out" / "fuzz"
_INSTALL = "没有安装 atheris。请运行 pip install atheris（只有 Linux 和 macOS 的安装包），再重试"
_KINDS = (Kind.TXT, Kind.MD, Kind.CSV, Kind.TSV, Kind.HTML, Kind.DOCX, Kind.XLSX, Kind.PDF)
_MOST_BYTES = 60_000
_SECONDS_EACH = 20
_MEGABYTES = 1536


def main(words: Sequence[str] | None = None) -> int:
    """Runs until the time is up or a file fails; 2 where atheris is missing."""
    arguments = _parse_arguments(words)
    try:
        import atheris
    except ImportError:
        print(_INSTALL, file=sys.stderr)
        return 2
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        _search(atheris, arguments, Path(scratch))
    return 0


def _search(atheris: ModuleType, arguments: argparse.Namespace, scratch: Path) -> None:
    with atheris.instrument_imports(include=["align"]):
        from fuzz.examination import FAILED, examine_file
    from fuzz.mutation import damage_knowingly
    from fuzz.seeds import make_seeds

    kind = arguments.format
    seeds = make_seeds(kind)
    corpus = scratch / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / str(number)).write_bytes(seed.data)
    path = scratch / f"file{seeds[0].suffix}"

    def examine(data: bytes) -> None:
        path.write_bytes(data)
        outcome = examine_file(path, twice=False)
        if outcome.result == FAILED:
            raise RuntimeError(f"{outcome.where}\n{outcome.detail}")

    def mutate(data: bytes, most: int, number: int) -> bytes:
        random = Random(number)
        if random.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return damage_knowingly(kind, data, random.choice(seeds).data, random)[:most]

    _run(atheris, examine, mutate, arguments, corpus)


def _run(
    atheris: ModuleType,
    examine: Callable[[bytes], None],
    mutate: Callable[[bytes, int, int], bytes],
    arguments: argparse.Namespace,
    corpus: Path,
) -> None:
    settings = [
        sys.argv[0],
        f"-max_total_time={arguments.seconds}",
        f"-max_len={_MOST_BYTES}",
        f"-timeout={_SECONDS_EACH}",
        f"-rss_limit_mb={_MEGABYTES}",
        f"-artifact_prefix={arguments.folder}/guided-{arguments.format}-",
        "-print_final_stats=1",
        str(corpus),
    ]
    atheris.Setup(settings, examine, custom_mutator=mutate)
    atheris.Fuzz()


def _parse_arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m fuzz.guided", description="由覆盖率引导，寻找读取程序处理不了的文件"
    )
    parser.add_argument("format", choices=_KINDS, type=Kind, help="格式")
    parser.add_argument("--seconds", type=int, default=300, help="用时（秒）")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="失败的文件所在文件夹")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
