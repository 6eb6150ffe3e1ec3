"""A journey as the file holds it: texts in Unicode's normal form C."""

from __future__ import annotations

import unicodedata
from typing import Any

from cjm_desktop.frozen import replace
from cjm_desktop.model.fields import specs
from cjm_desktop.model.journey import Journey


def in_normal_form(journey: Journey) -> Journey:
    """The same journey with every text in NFC."""
    return Journey(_normal(record) for record in journey.records())


def _normal(part: Any) -> Any:
    fields: dict[str, Any] = {}
    for spec in specs(type(part)):
        value = getattr(part, spec.name)
        if value is None or spec.shape not in ("text", "part"):
            continue
        one = _normal if spec.shape == "part" else _composed
        fields[spec.name] = tuple(one(item) for item in value) if spec.many else one(value)
    return replace(part, **fields)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)
