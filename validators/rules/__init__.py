"""All rules. Importing this package registers them; a family is one module, listed here."""

from collections.abc import Mapping

from validators.rule import Rule, registered
from validators.rules import archive, cross, evidence, file, oddities, selections, table, town

FAMILIES = (file, archive, oddities, table, selections, evidence, cross, town)


def catalogue() -> Mapping[str, Rule]:
    """Every rule by its code, phases in their order."""
    return registered()
