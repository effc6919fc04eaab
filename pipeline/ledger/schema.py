"""The ledger's tables, as steps: a database of an earlier version of the program gets the steps that it lacks.

Plain SQL and SQLite's own ``user_version`` do what a library for migrations would, and a desk need install none. Points and
totals are text, so that they stay exact; days and times are ISO 8601.
"""

APPLICATION = 0x67726E63
"""By which SQLite files of ours are known (``application_id``)."""

_FIRST = (
    # the plan that a consolidation went by, whole
    "CREATE TABLE schemes (digest TEXT PRIMARY KEY, id TEXT NOT NULL, plan TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE consolidations (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, round INTEGER NOT NULL,
        scheme TEXT NOT NULL REFERENCES schemes, program TEXT NOT NULL,
        obliged INTEGER, received INTEGER NOT NULL, attained INTEGER NOT NULL)""",
    # a content that was once there, as it was read when it was first seen
    """CREATE TABLE versions (
        id INTEGER PRIMARY KEY, consolidation INTEGER NOT NULL REFERENCES consolidations,
        sha256 TEXT NOT NULL, scheme TEXT NOT NULL, size INTEGER NOT NULL,
        was_read INTEGER NOT NULL, total TEXT, grade TEXT, UNIQUE (sha256, scheme, was_read))""",
    """CREATE TABLE selections (
        version INTEGER NOT NULL REFERENCES versions, item INTEGER NOT NULL,
        choice TEXT NOT NULL, points TEXT, measured TEXT NOT NULL, evidence TEXT NOT NULL,
        PRIMARY KEY (version, item)) WITHOUT ROWID""",
    """CREATE TABLE measures (
        version INTEGER NOT NULL REFERENCES versions, item INTEGER NOT NULL,
        reason TEXT NOT NULL, action TEXT NOT NULL, plan TEXT NOT NULL, due TEXT NOT NULL, person TEXT NOT NULL,
        PRIMARY KEY (version, item)) WITHOUT ROWID""",
    """CREATE TABLE findings (
        version INTEGER NOT NULL REFERENCES versions, number INTEGER NOT NULL,
        code TEXT NOT NULL, severity TEXT NOT NULL, item INTEGER, cell TEXT, message TEXT NOT NULL, fix TEXT NOT NULL,
        PRIMARY KEY (version, number)) WITHOUT ROWID""",
    # what a file was for a round's consolidation, whenever that is another than at the last one; state 'gone' as well
    """CREATE TABLE sightings (
        id INTEGER PRIMARY KEY, consolidation INTEGER NOT NULL REFERENCES consolidations,
        round INTEGER NOT NULL, file TEXT NOT NULL, version INTEGER NOT NULL REFERENCES versions,
        state TEXT NOT NULL, community TEXT, year TEXT, handed_in TEXT)""",
    "CREATE INDEX sightings_by_file ON sightings (round, file)",
    "CREATE INDEX sightings_by_community ON sightings (community, year)",
    # a message to a community in the report (催办), and what it asks to correct or explain
    """CREATE TABLE requests (
        id INTEGER PRIMARY KEY, consolidation INTEGER NOT NULL REFERENCES consolidations,
        round INTEGER NOT NULL, community TEXT NOT NULL, version INTEGER REFERENCES versions, text TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX requests_once ON requests (round, community, ifnull(version, 0), text)",
    """CREATE TABLE asked (
        request INTEGER NOT NULL REFERENCES requests, number INTEGER NOT NULL,
        code TEXT NOT NULL, item INTEGER, found TEXT NOT NULL, PRIMARY KEY (request, number)) WITHOUT ROWID""",
    """CREATE TABLE copies (
        version INTEGER NOT NULL REFERENCES versions, file TEXT NOT NULL, reply_by TEXT NOT NULL,
        consolidation INTEGER NOT NULL REFERENCES consolidations, PRIMARY KEY (version, file, reply_by)) WITHOUT ROWID""",
    """CREATE TABLE waivers (
        id INTEGER PRIMARY KEY, consolidation INTEGER NOT NULL REFERENCES consolidations,
        community TEXT NOT NULL, code TEXT NOT NULL, item INTEGER,
        approver TEXT NOT NULL, reason TEXT NOT NULL, expires TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX waivers_once ON waivers (community, code, ifnull(item, 0), approver, reason, expires)",
)

_DRAWS = (
    # a draw for a round (抽样) that is another than those before it: what from, as text, and a digest of all of it
    """CREATE TABLE draws (
        id INTEGER PRIMARY KEY, consolidation INTEGER NOT NULL REFERENCES consolidations,
        round INTEGER NOT NULL, seed INTEGER NOT NULL, share TEXT NOT NULL,
        frame TEXT NOT NULL, digest TEXT NOT NULL, UNIQUE (round, digest))""",
    """CREATE TABLE drawn (
        draw INTEGER NOT NULL REFERENCES draws, number INTEGER NOT NULL,
        community TEXT NOT NULL, version INTEGER NOT NULL REFERENCES versions,
        way TEXT NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (draw, number)) WITHOUT ROWID""",
    """CREATE TABLE drawn_items (
        draw INTEGER NOT NULL, number INTEGER NOT NULL, item INTEGER NOT NULL,
        way TEXT NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (draw, number, item),
        FOREIGN KEY (draw, number) REFERENCES drawn) WITHOUT ROWID""",
)

_DECISIONS = (
    # what the office decided on a community (推荐、暂缓、不推荐), by whom, when and why, and what on
    """CREATE TABLE decisions (
        id INTEGER PRIMARY KEY, consolidation INTEGER NOT NULL REFERENCES consolidations,
        round INTEGER NOT NULL, code TEXT NOT NULL, community TEXT NOT NULL,
        outcome TEXT NOT NULL, decided_by TEXT NOT NULL, decided_on TEXT NOT NULL, reason TEXT NOT NULL,
        total TEXT NOT NULL, grade TEXT NOT NULL, sha256 TEXT NOT NULL)""",
    "CREATE INDEX decisions_by_round ON decisions (round)",
)

TABLES: tuple[tuple[str, ...], ...] = (
    ("schemes", "consolidations", "versions", "selections", "measures", "findings", "sightings", "requests", "asked", "copies", "waivers"),
    ("draws", "drawn", "drawn_items"),
    ("decisions",),
)  # fmt: skip
"""The tables that each version of the schema adds."""


def _append_only(table: str) -> tuple[str, ...]:
    """What keeps a table's rows as they were written, whoever opens it with whatever program."""
    return tuple(
        f"CREATE TRIGGER {table}_no_{what} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '台账只增加，不修改、不删除'); END"
        for what in ("update", "delete")
    )


STEPS: tuple[tuple[str, ...], ...] = tuple(
    (*made, *(statement for table in tables for statement in _append_only(table)))
    for made, tables in zip((_FIRST, _DRAWS, _DECISIONS), TABLES, strict=True)
)
"""The statements of each version of the schema, in order: what is released is never changed, only added to."""
