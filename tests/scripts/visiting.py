"""Forms of reviews on site asked for as a user asks for them."""

import json
from pathlib import Path
from typing import Any

from tests.scripts.running import run
from tests.test_samples import SAMPLES

ROSTER = SAMPLES / "roster.csv"
DAY = "2021-11-30"
VISITED = ("示范一居", "示范三居", "示范七居", "示范八居")


def forms(town: Path, *asked: object) -> Any:
    """What comes of asking for forms."""
    return run(
        "review-forms", "town", "--roster", ROSTER, "--out-dir", "forms", "--as-of", DAY, *asked, cwd=town
    )


def drawn(**changed: object) -> dict[str, object]:
    """A draw of two, whose items and reasons are few."""
    return {
        "year": 2021, "seed": 20211122, "share": "30%",
        "drawn": [
            {"community": "示范一居", "way": "随机", "reasons": [], "items": [{"item": 5, "reason": "接近分界"}, {"item": 7}]},
            {"community": "示范三居", "way": "重点", "reasons": ["刚够合格"], "items": [{"item": 7}]},
        ],
    } | changed  # fmt: skip


def told(town: Path, draw: object) -> Path:
    """The draw as a file."""
    (town / "抽样.json").write_text(json.dumps(draw, ensure_ascii=False), encoding="utf-8")
    return town / "抽样.json"
