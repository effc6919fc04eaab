"""The wheels of a kit: what the lock asks for on the desk's system, downloaded for it, and our own."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements-desk.lock"
OWN = ("pyproject.toml", "README.md", "LICENSE", "addin", "pipeline", "scripts", "validators")
"""What our own wheel is built from."""


class KitError(Exception):
    """A kit that cannot be built; the text says why."""


@dataclass(frozen=True)
class System:
    """A system that a kit is for: its name in Python, pip's tags for it, minors of Python, what markers find there."""

    platform: str
    tags: tuple[str, ...]
    pythons: tuple[str, ...]
    markers: Mapping[str, str]


WINDOWS = System(
    "win-amd64",
    ("win_amd64",),
    ("3.11", "3.12", "3.13"),
    {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
)
"""Windows x64 with the Python that the tests run with, and the next two."""


def asked_for(lock: str, system: System, python: str) -> list[str]:
    """The lines of a lock that hold for a system and a minor of Python, without their markers."""
    minor = {"python_version": python, "python_full_version": f"{python}.0"}
    here = {**{key: str(value) for key, value in default_environment().items()}, **system.markers, **minor}
    lines = []
    for line in lock.replace("\\\n", " ").splitlines():
        wanted, hashes, digests = line.partition(" --hash=")
        requirement = Requirement(wanted)
        if requirement.marker is None or requirement.marker.evaluate(here):
            requirement.marker = None
            lines.append(f"{requirement}{hashes}{digests}")
    return lines


def download(system: System, folder: Path) -> None:
    """Fetch every wheel that the system asks for, for each of its Pythons, checked against the lock."""
    for python in system.pythons:
        requirements = folder / "requirements.txt"
        requirements.write_text("\n".join(asked_for(LOCK.read_text("utf-8"), system, python)), "utf-8")
        tags = [option for tag in system.tags for option in ("--platform", tag)]
        own = f"cp{python.replace('.', '')}"
        abis = [option for abi in (own, "abi3", "none") for option in ("--abi", abi)]
        _pip(
            "download", "--no-deps", "--only-binary", ":all:", "--require-hashes", "--dest", folder,
            "--implementation", "cp", "--python-version", python, *abis, *tags, "--requirement", requirements,
        )  # fmt: skip
        requirements.unlink()


def build_own(folder: Path) -> str:
    """Build the wheel of this program, and return the line that asks for exactly it."""
    with tempfile.TemporaryDirectory() as scratch:
        source, built = Path(scratch, "source"), Path(scratch, "built")
        source.mkdir()
        for name in OWN:  # a copy: building leaves folders, and takes in what earlier ones held
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, source)
        _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", built, source)
        (wheel,) = built.iterdir()
        name, version, *_ = wheel.name.split("-")
        digest = sha256(wheel.read_bytes()).hexdigest()
        shutil.move(wheel, folder)
    return f"{name.replace('_', '-')}=={version} --hash=sha256:{digest}"


def _pip(command: str, *arguments: str | Path) -> None:
    line: Sequence[str | Path] = [sys.executable, "-m", "pip", command, *arguments]
    ended = subprocess.run(line, capture_output=True, text=True, check=False)  # noqa: S603 - pip
    if ended.returncode:
        errors = [text for text in ended.stderr.splitlines() if text.startswith("ERROR")] or [ended.stderr]
        raise KitError(f"pip {command}: {errors[-1]}")
