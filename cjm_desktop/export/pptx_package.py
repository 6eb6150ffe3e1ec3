"""The package around the slides: python-pptx's own template made wide, clean and the same every time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from cjm_desktop.export.pptx_text import attribute
from cjm_desktop.export.pptx_text import shown as in_xml
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress

if TYPE_CHECKING:
    from pptx.presentation import Presentation

#: The layouts of the template that stay, for slides that are added by hand, and what they are called.
LAYOUTS: Final = {
    "Title Only": N_("Title only"),
    "Title and Content": N_("Title and content"),
    "Blank": N_("Blank"),
}
#: Every file of the package says that it was written then: the first moment that a ZIP file can tell.
_THEN: Final = (1980, 1, 1, 0, 0, 0)
_APPLICATION: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>CJM Desktop</Application></Properties>"
)
_CHUNK: Final = 1 << 18


def new_presentation(width: int, height: int) -> Presentation:
    """An empty presentation of a size in EMU."""
    import pptx  # loaded when the first slide is made, and not before
    from pptx.util import Emu

    shown = pptx.Presentation()
    _drop(shown.part, "printerSettings")
    _drop(shown.part.package, "metadata/thumbnail")
    for layout in list(shown.slide_layouts):
        if layout.name not in LAYOUTS:
            shown.slide_layouts.remove(layout)
    master = shown.slide_master
    for element in (master.element, *(layout.element for layout in shown.slide_layouts)):
        _widen(element, width / int(shown.slide_width or 1), height / int(shown.slide_height or 1))
    for layout in shown.slide_layouts:
        layout.element.cSld.set("name", _(LAYOUTS[layout.name]))
    shown.slide_width, shown.slide_height = Emu(width), Emu(height)
    shown.element.find(".//{*}sldSz").attrib.pop("type", None)
    return shown


def _drop(owner: Any, kind: str) -> None:
    """Take what the template relates to out of the package."""
    for id in [id for id in owner._rels if owner._rels[id].reltype.endswith(kind)]:
        owner._rels.pop(id)


def _widen(element: Any, across: float, down: float) -> None:
    """Bring the places of placeholders to another size of slide."""
    for name, x, y in (("off", "x", "y"), ("ext", "cx", "cy")):
        for place in element.iterfind(f".//{{*}}xfrm/{{*}}{name}"):
            place.set(x, str(round(int(place.get(x)) * across)))
            place.set(y, str(round(int(place.get(y)) * down)))


def _themed(xml: str, theme: Theme, family: str) -> str:
    """The theme of the template with our letters and colours, so that what is added by hand looks like the map."""
    letters = attribute(family)
    xml = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"', lambda own: own[1] + letters, xml)
    colours = {
        "dk2": theme.second_ink,
        "lt2": theme.panel,
        "hlink": theme.accent,
        "folHlink": theme.second_ink,
    }
    colours |= {f"accent{n}": theme.phase_colour(n - 1) for n in range(1, 7)}
    for name, colour in colours.items():
        new = f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>'
        xml = re.sub(rf"<a:{name}>.*?</a:{name}>", new, xml, flags=re.DOTALL)
    return xml.replace('name="Office Theme"', 'name="CJM Desktop"', 1)


def describe(shown: Presentation, title: str, language: str, when: str | None) -> None:
    """Fill in the document's properties: its title, and nothing that tells who made it on which machine."""
    properties = shown.core_properties
    properties.title = in_xml(title)[:255]
    properties.language = language
    properties.author = properties.last_modified_by = properties.comments = ""
    moment = datetime(*_THEN)
    with suppress(ValueError):
        moment = max(moment, datetime.fromisoformat((when or "")[:10]))  # no year 1, which has one digit
    properties.created = properties.modified = moment
    properties.revision = 1


def packed(shown: Presentation, slides: Mapping[str, Sequence[str]], theme: Theme, family: str) -> bytes:
    """The bytes of the presentation, in the letters and colours of a theme.

    `slides` are, by name in the package, what stands there in pieces.
    """
    plain = BytesIO()
    shown.save(plain)
    out = BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            pieces = slides.get(name)
            with target.open(entry, "w") as file:
                if name == "docProps/app.xml":
                    file.write(_APPLICATION)
                elif name.startswith("ppt/theme/"):
                    file.write(_themed(source.read(name).decode("utf-8"), theme, family).encode("utf-8"))
                elif pieces is None:
                    file.write(source.read(name))
                else:
                    for chunk in _chunks(pieces):
                        file.write(chunk)
                        progress.step()
    return out.getvalue()


def _chunks(pieces: Sequence[str]) -> list[bytes]:
    """The pieces as bytes, so many at a time that packing them is soon done."""
    out: list[bytes] = []
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > _CHUNK:
            out.append("".join(waiting).encode("utf-8"))
            waiting, size = [], 0
    return [*out, "".join(waiting).encode("utf-8")]
