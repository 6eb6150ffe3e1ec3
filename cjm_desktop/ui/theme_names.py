"""What themes are called in the window, and which are there: those that are shipped and the user's own."""

from __future__ import annotations

from typing import Final

from cjm_desktop.i18n import N_, _
from cjm_desktop.layout import theme
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model.problems import CjmError

#: What the shipped themes are called.
SHIPPED: Final = {
    "standard": N_("Colour"),
    "mono": N_("Black and white"),
    "colourblind": N_("For colour-blind readers"),
}


def is_shipped(name: str) -> bool:
    """Whether a name is that of a theme of the program, in the file or in the window: no other may look like it."""
    return name.casefold() in {*theme.NAMES, *(_(words).casefold() for words in SHIPPED.values())}


def options(current: str | None = None) -> list[tuple[str, str, str]]:
    """Every theme as a choice offers it: its name, what it is called, no icon.

    A current one that is not on this computer is among them, so that it stays chosen for those who have it.
    """
    from cjm_desktop.formats import theme_library  # few windows ever ask for a theme of their own

    names = [one.client.name for one in theme_library.kept()[0]]
    out = [*((name, _(words), "") for name, words in SHIPPED.items()), *((name, name, "") for name in names)]
    if current is not None and current not in (*SHIPPED, *names):
        out.append((current, _("{name} (not on this computer)").format(name=current), "circle-alert"))
    return out


def look(name: str | None) -> tuple[Theme, str]:
    """The theme of a name (None: the standard one) and ""; the standard theme and a sentence when it isn't here."""
    if name is None or name in theme.NAMES:
        return theme.load(name or "standard"), ""
    from cjm_desktop.formats import theme_library

    try:
        return theme_library.find(name), ""
    except CjmError:
        said = _(
            "The theme “{name}” is not on this computer; ask its maker for the theme's file. "
            "Until then the usual colours are shown."
        )
        return theme.load(), said.format(name=" ".join(name.split())[:80])
