"""The JSON Schema of the .cjm file, made from the fields of the records; `python -m` writes it to resources/.

It says what other programs must write; rules between records (references, shares) are beyond a schema.
"""

from __future__ import annotations

import json
from typing import Any

from cjm_desktop import resources
from cjm_desktop.formats import limits, migrations
from cjm_desktop.model.fields import Spec, specs
from cjm_desktop.model.records import LISTS, Info, Stamp


def schema() -> dict[str, Any]:
    """The schema of today's version (JSON Schema 2020-12)."""
    parts: dict[str, type[Any]] = {}
    info = _properties(Info, parts, without="id") | _properties(Stamp, parts, without="id")
    lists: dict[str, Any] = {}
    for key, cls in LISTS.items():
        most = limits.RECORDS_OF.get(key, limits.RECORDS)
        lists[key] = {"type": "array", "maxItems": most, "items": {"$ref": f"#/$defs/{cls.__name__}"}}
    defs = {cls.__name__: _object(cls, parts) for cls in LISTS.values()}
    defs |= {name: _object(part, parts) for name, part in sorted(parts.items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "CJM Desktop journey",
        "type": "object",
        "required": ["format", "version"],
        "properties": {
            "format": {"const": "cjm-desktop"},
            "version": {"const": migrations.VERSION},
            "app": {"type": "string"},
            "info": {"type": "object", "properties": info},
            **lists,
        },
        "$defs": defs,
    }


def text() -> str:
    """The schema as it stands in resources/cjm.schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _object(cls: type[Any], parts: dict[str, type[Any]], without: str | None = None) -> dict[str, Any]:
    # Other fields are allowed: those of a newer version are kept and written back.
    out: dict[str, Any] = {"type": "object", "properties": _properties(cls, parts, without)}
    required = [s.name for s in specs(cls) if s.required and s.name != without]
    return out | {"required": required} if required else out


def _properties(cls: type[Any], parts: dict[str, type[Any]], without: str | None = None) -> dict[str, Any]:
    return {s.name: _field(s, parts) for s in specs(cls) if s.name != without}


def _field(spec: Spec, parts: dict[str, type[Any]]) -> dict[str, Any]:
    if spec.keyed_by is not None:
        assert spec.part is not None
        names = {"pattern": "^[A-Za-z0-9_-]{1,64}$"}
        inner = _object(spec.part, parts, without=spec.keyed_by)
        return {"type": "object", "propertyNames": names, "additionalProperties": inner}
    one = _value(spec, parts)
    return {"type": "array", "maxItems": limits.ITEMS, "items": one} if spec.many else one


def _value(spec: Spec, parts: dict[str, type[Any]]) -> dict[str, Any]:
    if spec.shape == "part":
        assert spec.part is not None
        parts[spec.part.__name__] = spec.part
        return {"$ref": f"#/$defs/{spec.part.__name__}"}
    if spec.shape == "choice":
        return {"enum": list(spec.choices)}
    if spec.shape == "flag":
        return {"type": "boolean"}
    if spec.shape in ("number", "integer"):
        out: dict[str, Any] = {"type": spec.shape}
        if spec.range is not None:
            out |= {"minimum": spec.range.low, "maximum": spec.range.high}
        return out
    if spec.shape == "bytes":
        most = -(-spec.size_limit // 3) * 4
        return {"type": "string", "contentEncoding": "base64", "maxLength": most}
    if spec.shape == "ref":
        assert spec.ref is not None
        meant = "the id of a " + " or ".join(spec.ref.kinds)
        return {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$", "description": meant}
    if spec.pattern is not None:
        return {"type": "string", "pattern": f"^(?:{spec.pattern.pattern.pattern})$"}
    assert spec.text is not None
    return {"type": "string", "maxLength": spec.text.limit}


if __name__ == "__main__":
    resources.path("cjm.schema.json").write_text(text(), "utf-8")
