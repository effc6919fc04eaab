"""Coverage-guided fuzzing of the reading of files: ``python -m tests.fuzzing.guided -runs=20000 FOLDER``.

atheris watches which branches of pipeline.reading an input reaches and goes on from those that reach new ones; what it
goes on from is bent where a workbook has a structure. An input that breaks a promise is left as crash-* in the
present folder; it belongs into tests/corpus.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pipeline.reading", "pipeline.checking.one_file"]):
    from pipeline.reading.appearance import ods, xls, xlsb  # noqa: F401 - else they are loaded later, and not watched
    from pipeline.reading.containers.limits import UnreadableError
    from pipeline.reading.containers.package import Package
    from tests.fuzzing.judging import judge
    from tests.fuzzing.mutations import bent
    from tests.fuzzing.seeds import seeds

from validators.scheme.file import DEFAULT_SCHEME, load_scheme

_PLAN = load_scheme(DEFAULT_SCHEME)
_ENDS: Counter[str] = Counter()


def opens(data: bytes) -> bool:
    """Whether an archive can still be inflated: one that cannot leads nowhere, however it is bent."""
    try:
        Package(data).rebuilt()
    except UnreadableError:
        return False
    return True


def main() -> None:
    """Fuzz as libFuzzer's own arguments say; at the end how the inputs ended."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        start = folder / "start"
        start.mkdir()
        whole = list(seeds(folder / "seeds", _PLAN))
        for number, data in enumerate(whole):
            (start / str(number)).write_bytes(data)

        def one(data: bytes) -> None:
            _ENDS[judge(data, folder / "a.xlsx", _PLAN)] += 1
            if sum(_ENDS.values()) % 5000 == 0:
                sys.stderr.write(f"{sum(_ENDS.values())} inputs: {dict(_ENDS.most_common())}\n")

        def mutate(data: bytes, most: int, seed: int) -> bytes:
            return bent(data if opens(data) else whole[seed % len(whole)], seed)[:most]

        options = ["-timeout=5", "-rss_limit_mb=2048", "-max_len=1000000", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, *sys.argv[1:], str(start)], one, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
