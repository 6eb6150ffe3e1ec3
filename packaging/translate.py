"""Collect the program's texts into the Dutch catalogue and compile it:  python packaging/dev.py translate [--check]

Keeps what is translated, drops what is no longer used, adds what is new with an empty translation, to be filled
in by hand in resources/locale/nl/LC_MESSAGES/cjm_desktop.po. English needs no catalogue: it is the source.
The files hold no dates and no line numbers, so that they change only when a text does.

With --check nothing is written; it fails when a text is missing, untranslated or doubtful, when a translation has
other {placeholders}, "…" or access keys than its source, or when the compiled file is out of date.
"""

import ast
import io
import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "resources" / "locale" / "nl" / "LC_MESSAGES" / "cjm_desktop.po"
#: Function → how many of its arguments are texts.
KEYWORDS = {"_": 1, "N_": 1, "ngettext": 2}
HEADER = """\
msgid ""
msgstr ""
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def sources() -> list[Path]:
    return sorted((ROOT / "cjm_desktop").rglob("*.py"))


def calls(path: Path) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Give every call that names a text, with its texts; babel's own reader passes over those in an f-string."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
            yield call, call.args[: KEYWORDS[call.func.id]]


def lost_texts() -> list[str]:
    """Find calls whose text is put together before it is looked up, so that no catalogue can hold it."""
    lost = []
    for path in sources():
        for call, texts in calls(path):
            for text in texts:
                # A function may look a text up in a table; a method ("…".format) puts one together.
                method = isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute)
                if method or isinstance(text, ast.JoinedStr | ast.BinOp):
                    lost.append(f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(call)}")
    return lost


def collected(old: Catalog) -> Catalog:
    """Make the catalogue of all texts in the source, with the translations that old has of them."""
    new = Catalog(locale="nl", charset="utf-8")
    for path in sources():
        for _call, texts in calls(path):
            known = [t.value for t in texts if isinstance(t, ast.Constant) and isinstance(t.value, str)]
            if known and all(known) and len(known) == len(texts):
                new.add(known[0] if len(known) == 1 else (known[0], known[1]))
    for message in new:
        was = old.get(message.id) if message.id else None
        if was and isinstance(was.id, str) == isinstance(message.id, str):
            message.string, message.flags = was.string, was.flags
    return new


def as_po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(
        out, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True
    )
    return HEADER.encode() + out.getvalue().strip() + b"\n"


def as_mo(catalog: Catalog) -> bytes:
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="nl", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="nl", charset="utf-8")


def shape(text: str) -> tuple[object, ...]:
    """Give what a translation must share with its source: placeholders, access keys, the ending …"""
    names = frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    return names, len(re.findall(r"&\w", text.replace("&&", ""))), text.endswith("…")


def problems(message: Message) -> list[str]:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    forms = (message.string,) if isinstance(message.string, str) else message.string
    if not forms or not all(forms):
        return [f"untranslated: {ids[0]!r}"]
    if message.fuzzy:
        return [f"doubtful (fuzzy): {ids[0]!r}"]
    try:
        allowed = {shape(text) for text in ids}
        return [
            f"placeholders, access key or … differ: {ids[0]!r} -> {form!r}"
            for form in forms
            if shape(form) not in allowed
        ]
    except ValueError as error:
        return [f"broken placeholder in {ids[0]!r}: {error}"]


def check() -> list[str]:
    """Give everything that is wrong with the translations, one sentence each."""
    wrong = [f"put together before it is translated: {call}" for call in lost_texts()]
    old = read(PO)
    new = collected(old)
    for message in new:
        if message.id:
            wrong += problems(message) if old.get(message.id) else [f"not in the catalogue: {message.id!r}"]
    if not wrong and (not PO.exists() or PO.read_bytes() != as_po(new)):
        wrong.append("the catalogue holds unused texts or is laid out by hand: run  dev.py translate")
    mo = PO.with_suffix(".mo")
    if not wrong and (not mo.exists() or mo.read_bytes() != as_mo(read(PO))):
        wrong.append("the compiled catalogue is out of date: run  dev.py translate")
    return wrong


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        wrong = check()
        print("\n".join(wrong))
        return 1 if wrong else 0
    PO.parent.mkdir(parents=True, exist_ok=True)
    catalog = collected(read(PO))
    PO.write_bytes(as_po(catalog))
    PO.with_suffix(".mo").write_bytes(as_mo(read(PO)))
    empty = [message for message in catalog if message.id and problems(message)]
    print(f"{len(catalog)} texts, {len(empty)} still to be looked at in {PO.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
