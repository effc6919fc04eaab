"""What doubtful workbooks come to in a worker of their own, for which Python here cannot wait.

A workbook that has not been tried yet leaves a question behind, and what is found without its answer is worth nothing:
whoever asked the engine has the question answered, and asks again.
"""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeAlias

from pipeline.reading.containers import limits
from pipeline.reading.workbook.sandbox import crashed, too_much, too_slow, tried_by
from validators.rule import Problem

Key: TypeAlias = tuple[str, tuple[int, ...], bytes]


@dataclass(frozen=True)
class Question:
    """What the worker is asked: what to do with a workbook, and within which bounds; milliseconds and bytes of its own."""

    key: Key
    data: bytes
    wait: int = limits.WAIT * 1000
    memory: int = limits.MEMORY

    @property
    def what(self) -> str:
        """The name of what is to be done (``sandbox_child.DOES``)."""
        return self.key[0]

    @property
    def bounds(self) -> tuple[int, ...]:
        """The most sheets, rows and so on, as far as that takes any."""
        return self.key[1]


ENDED = {"time": too_slow(), "memory": too_much(), "crashed": crashed()}
"""How the worker can end otherwise than with an answer."""


@dataclass
class Trials:
    """The answers so far, and the question that is open."""

    answers: dict[Key, bytes | Problem] = field(default_factory=dict)
    open: Question | None = None

    def __call__(self, data: bytes, what: str, bounds: tuple[int, ...]) -> bytes | Problem:
        """What is known of a workbook; without that anything, for the question is open."""
        key = what, bounds, sha256(data).digest()
        if key not in self.answers:
            self.open = self.open or Question(key, data)
            return crashed()
        return self.answers[key]

    def answer(self, said: memoryview | None, ended: str) -> None:
        """Close the open question with what the worker made, or with how it ended."""
        assert self.open  # noqa: S101 - only a question is answered
        self.answers[self.open.key] = ENDED[ended] if said is None else bytes(said)
        self.open = None

    def forget(self) -> None:
        """Let go of what was tried for earlier files."""
        self.answers.clear()
        self.open = None


def trials() -> Trials:
    """Have doubtful workbooks tried that way from now on."""
    made = Trials()
    tried_by(made)
    return made
