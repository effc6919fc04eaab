"""The published schemas that reports are held to."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import xmlschema
from jsonschema import Draft4Validator

HERE = Path(__file__).parent


@cache
def sarif() -> Any:
    """The validator of SARIF 2.1.0."""
    return Draft4Validator(json.loads((HERE / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))


@cache
def junit() -> Any:
    """The schema of the JUnit report."""
    return xmlschema.XMLSchema(HERE / "junit-10.xsd")
