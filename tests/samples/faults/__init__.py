"""One folder per fault: the workbook that has it, and the findings it must give, worked out by hand, by family."""

from pathlib import Path

from tests.samples.faults.files import FILES
from tests.samples.faults.readings import READINGS
from tests.samples.faults.reviews import REVIEWED
from tests.samples.faults.tables import TABLES
from tests.samples.faults.town import TOWN
from validators.scheme.model import Scheme

FAULTS = (*FILES, *TABLES, *READINGS, *TOWN, *REVIEWED)


def build_faults(folder: Path, scheme: Scheme) -> None:
    """Write every fault's folder with its expectations."""
    for fault in FAULTS:
        place = folder / fault.name
        place.mkdir(parents=True)
        fault.build(place, scheme)
        expected = "".join(f"{line}\n" for line in fault.expected)
        (place / "expected.txt").write_text(expected, encoding="utf-8", newline="\n")
