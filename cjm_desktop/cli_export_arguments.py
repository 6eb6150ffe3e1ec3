"""What may stand behind `cjm-desktop export`."""

from __future__ import annotations

import argparse
from typing import Any, Final

from cjm_desktop.i18n import _

#: "--marks" and "--no-marks"; neither: as the author last set it.
_SWITCH: Final[dict[str, Any]] = {"action": argparse.BooleanOptionalAction, "default": None}
_LENGTH: Final[dict[str, Any]] = {"metavar": "10mm"}
FORMATS: Final = ("pdf", "svg", "png", "pptx", "xlsx", "csv", "tsv", "mmd")
#: What a table of the format CSV or TSV lists.
LISTS: Final = ("touchpoints", "cards", "insights")


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add the file names and the options, in the groups that the poster's window has."""
    parser.add_argument("file", metavar=_("FILE"), help=_("a journey (.cjm), table (.csv, .tsv) or .mmd"))
    parser.add_argument("out", metavar="OUT", help=_("the file to write; its ending tells the format"))
    parser.add_argument(
        "--format", choices=FORMATS, type=str.lower, help=_("the format, when the ending does not tell it")
    )
    _shown(parser)
    _paper(parser)
    _tiles(parser)
    _output(parser)


def _choices(setting: str) -> tuple[str, ...]:
    """What an author may choose for a setting of the poster."""
    from cjm_desktop.model.fields import spec  # records are read for an export alone, not for each command
    from cjm_desktop.model.records import PosterSettings

    return spec(PosterSettings, setting).choices


def _shown(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("what is shown"))
    group.add_argument(
        "--scenario",
        metavar=_("NAME"),
        action="append",
        help=_("the scenario, when it is not the first one; several times for several"),
    )
    group.add_argument("--together", **_SWITCH, help=_("several scenarios on one sheet"))
    group.add_argument("--compare", metavar=_("NAME"), help=_("another scenario that is drawn with it"))
    group.add_argument("--lanes", metavar="A,B", help=_("the lanes to show, by name or kind"))
    group.add_argument(
        "--filter", metavar="A=B", help=_("what to show, the rest fades: owner=Sales,tag=price")
    )
    group.add_argument(
        "--without",
        metavar="A,B",
        help=_("parts to leave out: header, personas, insights, evidence, legend, footer"),
    )
    group.add_argument("--qr", metavar=_("TEXT"), help=_("what a QR code on the poster says"))
    group.add_argument(
        "--theme", metavar=_("NAME"), help=_("the look: standard, mono, colourblind, an own one or its file")
    )


def _paper(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("paper"))
    group.add_argument(
        "--paper",
        metavar="A1",
        help=_("the size: A5–A0, 2A0, Letter, Arch E, Roll 914, 400x900mm, 30x40in …"),
    )
    group.add_argument(
        "--orientation", choices=_choices("orientation"), type=str.lower, help=_("which way the paper lies")
    )
    group.add_argument(
        "--scale",
        choices=_choices("scale"),
        type=str.lower,
        help=_("fit the paper, fit its width, or print at actual size"),
    )
    group.add_argument(
        "--reads-at",
        metavar="1.5m",
        help=_("from how far away letters should be read, when the paper has room"),
    )
    group.add_argument(
        "--split", metavar="N", help=_("on how many sheets: one, phases (one each) or a number")
    )
    group.add_argument("--margin", **_LENGTH, help=_("the white edge of the sheet"))
    group.add_argument("--bleed", **_LENGTH, help=_("what is printed beyond the edge and cut off"))
    group.add_argument("--marks", **_SWITCH, help=_("crop marks for the print shop"))
    group.add_argument("--ground", **_SWITCH, help=_("print the colour of the paper"))


def _tiles(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("tiles"))
    group.add_argument(
        "--tile", metavar="A4", help=_("cut the poster over sheets of this paper (none: don't)")
    )
    group.add_argument(
        "--tile-orientation",
        dest="tiles_orientation",
        choices=_choices("tiles_orientation"),
        type=str.lower,
        help=_("which way the tiles lie"),
    )
    group.add_argument("--overlap", **_LENGTH, help=_("what two neighbours both show"))
    group.add_argument("--edge", **_LENGTH, help=_("the edge that the printer can't reach"))
    group.add_argument("--exact-cuts", **_SWITCH, help=_("cut evenly, also through touchpoints and text"))
    group.add_argument("--blank-tiles", **_SWITCH, help=_("print tiles with nothing on them too"))
    group.add_argument("--assembly", **_SWITCH, help=_("begin with a sketch of how the tiles go together"))


def _output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(_("the file"))
    group.add_argument("--dpi", metavar="36–1200", help=_("dots an inch of a PNG"))
    group.add_argument("--outlines", **_SWITCH, help=_("letters of an SVG as shapes instead of text"))
    group.add_argument(
        "--per-phase", action="store_true", help=_("one slide a phase (PPTX), instead of one for the map")
    )
    group.add_argument(
        "--list", choices=LISTS, default=LISTS[0], type=str.lower, help=_("what a CSV or TSV table lists")
    )
    group.add_argument("--preflight", action="store_true", help=_("tell what would print badly"))
