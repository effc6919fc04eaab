"""Rebuild ``workbooks/samples`` from nothing."""

import shutil
from pathlib import Path

from tests.samples.district import build_district
from tests.samples.faults import build_faults
from tests.samples.next_round import build_next_round
from tests.samples.rounds import build_rounds
from tests.samples.town import build_town
from validators.scheme.file import load_scheme

SAMPLES = Path(__file__).parents[2] / "workbooks" / "samples"

shutil.rmtree(SAMPLES, ignore_errors=True)
plan = load_scheme("baihe-2021")
build_town(SAMPLES / "town", plan)
build_next_round(SAMPLES / "town-2022", plan)
build_faults(SAMPLES / "faults", plan)
build_rounds(SAMPLES / "rounds", plan)
build_district(SAMPLES / "district", plan)
