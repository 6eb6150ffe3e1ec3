"""The .cjmtheme file: what a client's posters look like, over one of the themes that are shipped.

    {"format": "cjm-desktop-theme", "version": 1,
    "name": "Acme",
    "base": "standard",
    "colours": {"ink": "#101820", "positive": "#00704A"},
    "phase_colours": ["#003A70", "#00704A"],
    "logo": {"media_type": "image/png", "data": "…", "width": 300, "height": 80},
    "fonts": {"regular": "…", "bold": "…"}}

What is not told is as in the theme it is based on. Sizes are never told: a layout stays sound in any theme. Fonts are
TrueType files and the logo a PNG or JPEG picture, all in base64.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Annotated, Any, Final, Literal

from cjm_desktop.formats import limits, reading, writing
from cjm_desktop.formats.images import image_header
from cjm_desktop.formats.strict_json import parse
from cjm_desktop.frozen import frozen, replace
from cjm_desktop.i18n import N_
from cjm_desktop.layout import client_fonts, fonts, theme
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.fields import Base64, Range, specs
from cjm_desktop.model.problems import SENTENCES, CjmError, Problem
from cjm_desktop.model.records import Asset
from cjm_desktop.model.values import Colour, Extra, Label

SENTENCES.update(
    {
        "not-a-theme": N_("This is not a theme of CJM Desktop."),
        "theme-newer": N_("The theme is of a newer version of CJM Desktop; update the program first."),
        "theme-name": N_("the theme has no name"),
        "theme-phases": N_("{count} colours for phases are more than {limit}"),
    }
)

FORMAT: Final = "cjm-desktop-theme"
VERSION: Final = 1
SUFFIX: Final = ".cjmtheme"
#: Bytes of a theme file: four fonts and a logo in base64.
MOST_BYTES: Final = 20_000_000
#: Bytes of a logo.
MOST_LOGO: Final = 2_000_000
MOST_PHASES: Final = 24

Font = Annotated[bytes, Base64(client_fonts.MOST_BYTES)]


@frozen(kw_only=True)
class Colours:
    """The colours of `Theme` that differ from those of the theme that is built on."""

    ink: Colour | None = None
    second_ink: Colour | None = None
    paper: Colour | None = None
    card: Colour | None = None
    panel: Colour | None = None
    hairline: Colour | None = None
    on_phase: Colour | None = None
    positive: Colour | None = None
    neutral: Colour | None = None
    negative: Colour | None = None
    accent: Colour | None = None
    star: Colour | None = None
    asphalt: Colour | None = None
    centre_line: Colour | None = None
    kerb: Colour | None = None
    side_road: Colour | None = None
    side_line: Colour | None = None
    card_border: Colour | None = None
    pain: Colour | None = None
    pain_border: Colour | None = None
    opportunity: Colour | None = None
    opportunity_border: Colour | None = None
    thought: Colour | None = None
    thought_border: Colour | None = None
    extra: Extra = ()


@frozen(kw_only=True)
class Logo:
    """A picture; width and height in pixels."""

    media_type: Literal["image/png", "image/jpeg"]
    data: Annotated[bytes, Base64(MOST_LOGO)]
    width: Annotated[int, Range(1, 20_000)]
    height: Annotated[int, Range(1, 20_000)]
    extra: Extra = ()


@frozen(kw_only=True)
class Fonts:
    """TrueType files by style; what is missing is taken from the others, else from the program's own."""

    regular: Font | None = None
    semibold: Font | None = None
    bold: Font | None = None
    italic: Font | None = None
    extra: Extra = ()


@frozen(kw_only=True)
class ClientTheme:
    """What a theme file holds."""

    name: Label
    base: Literal["standard", "mono", "colourblind"] = "standard"
    colours: Colours = Colours()
    phase_colours: tuple[Colour, ...] = ()  # (): those of the base
    logo: Logo | None = None
    fonts: Fonts = Fonts()
    extra: Extra = ()


def write(client: ClientTheme) -> bytes:
    """The file of a theme; equal themes give the same bytes."""
    head = f'"format": "{FORMAT}", "version": {VERSION}'
    return ("{" + ",\n".join([head, *writing.members(client)]) + "}\n").encode("utf-8", "replace")


def read(data: bytes, *, name: str = "") -> ClientTheme:
    """The theme that the bytes hold; CjmError with every error found. `name` is the file's, for the message."""
    client, problems = _checked(data)
    problems = [p for p in problems if p.severity == "error"]
    if client is None or problems:
        raise CjmError([replace(p, path=p.path or name) for p in problems[: limits.PROBLEMS]])
    return client


def _checked(data: bytes) -> tuple[ClientTheme | None, list[Problem]]:
    """The theme, or None, and everything that is wrong with it."""
    try:
        value = parse(data, limit=MOST_BYTES)
    except CjmError as error:
        is_other = error.problems[0].code == "file-other"
        return None, [Problem("", "not-a-theme")] if is_other else list(error.problems)
    if type(value) is not dict or value.get("format") != FORMAT:
        return None, [Problem("", "not-a-theme")]
    version = value.get("version")
    if type(version) is not int or version < 1:
        return None, [Problem("", "not-a-theme")]
    if version > VERSION:
        return None, [Problem("", "theme-newer")]
    problems: list[Problem] = []
    own = {key: item for key, item in value.items() if key not in ("format", "version")}
    client = reading.record(ClientTheme, own, "", problems)
    problems = [_told(problem) for problem in problems]
    if client is not None:
        problems += _faults(client)
    return client, problems


def _told(problem: Problem) -> Problem:
    """The problem in words of a theme.

    The reader says of bytes in general that they are a picture's, and begins the path of what has none with a dot.
    """
    problem = replace(problem, path=problem.path.removeprefix("."))
    if problem.code != "bytes-too-long" or not problem.path.startswith("fonts"):
        return problem
    return replace(problem, code="font-too-big", args=client_fonts.too_big(problem.args["length"]))


def _faults(client: ClientTheme) -> list[Problem]:
    """What is wrong with a theme whose values are each of the right kind."""
    out: list[Problem] = []
    if not client.name.strip():
        out.append(Problem("name", "theme-name"))
    if len(client.phase_colours) > MOST_PHASES:
        args = {"count": len(client.phase_colours), "limit": MOST_PHASES}
        out.append(Problem("phase_colours", "theme-phases", args))
    if client.logo is not None:
        out += _logo_faults(client.logo)
    for style, file in font_files(client).items():
        try:
            client_fonts.name_of(file)
        except CjmError as error:
            out += [replace(p, path=f"fonts.{style}") for p in error.problems]
    return out


def _logo_faults(logo: Logo) -> list[Problem]:
    header = image_header(logo.data)
    if header is None or header.media_type != logo.media_type:
        kind = logo.media_type.removeprefix("image/").upper()
        return [Problem("logo.data", "image-unreadable", {"kind": kind})]
    size = {"width": header.width, "height": header.height}
    if header.width * header.height > limits.PIXELS:
        return [Problem("logo.data", "image-pixels", {**size, "limit": limits.PIXELS // 1_000_000})]
    if (header.width, header.height) != (logo.width, logo.height):
        return [Problem("logo", "image-size", size)]
    return []


def font_files(client: ClientTheme) -> dict[str, bytes]:
    """The fonts of a theme by style."""
    found = {style: getattr(client.fonts, style) for style in fonts.STYLES}
    return {style: file for style, file in found.items() if file is not None}


@lru_cache(maxsize=32)
def theme_of(client: ClientTheme) -> Theme:
    """The theme to lay out with: the same one for the same file, for it is part of the key of many caches."""
    digest = hashlib.sha256(write(client)).hexdigest()[:24]
    look = theme.load(client.base)
    own = ((name, getattr(client.colours, name)) for name in COLOURS)
    changes: dict[str, Any] = {name: colour.upper() for name, colour in own if colour is not None}
    if client.phase_colours:
        changes["phase_colours"] = tuple(colour.upper() for colour in client.phase_colours)
    logo = client.logo
    if logo is not None:
        sha256 = hashlib.sha256(logo.data).hexdigest()
        changes["logo"] = Asset(
            id=f"theme-logo-{sha256[:24]}",
            media_type=logo.media_type,
            data=logo.data,
            width=logo.width,
            height=logo.height,
            sha256=sha256,
        )
    return replace(look, name=f"client:{digest}", fonts=fonts.add_family(font_files(client)), **changes)


#: The names of all single colours, in the order of the file.
COLOURS: Final = tuple(spec.name for spec in specs(Colours))
