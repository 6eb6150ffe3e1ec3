"""What may stand on the command line, told in the user's language, argparse's own words too."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Final

from cjm_desktop import __version__, cli_export_arguments, i18n
from cjm_desktop.i18n import N_, _

#: argparse's own words, here to be collected; it looks them up by the function that `parse` gives it.
_ARGPARSE: Final = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)"),
    N_("ignored explicit argument %r"),
)
_COMMANDS: Final = ("export", "import", "check", "compare")


def parse(arguments: Sequence[str]) -> tuple[str, argparse.Namespace]:
    """The command ("open" when none is named) and its options; SystemExit after help and for wrong arguments."""
    vars(argparse)["_"] = _
    if arguments and arguments[0] in _COMMANDS:
        makers = {"export": _export, "import": _import, "check": _check, "compare": _compare}
        return arguments[0], makers[arguments[0]]().parse_args(arguments[1:])
    return "open", _main().parse_args(arguments)


def _parser(command: str, description: str, epilog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"cjm-desktop {command}".strip(),
        description=description,
        epilog=epilog,
        allow_abbrev=False,
        add_help=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-h", "--help", action="help", help=_("show this help and exit"))
    return parser


def _main() -> argparse.ArgumentParser:
    file = _("FILE")
    commands = [
        (
            f"cjm-desktop export {file} {_('OUT')}",
            _("write a poster, a picture, slides, a workbook, a table or a mermaid text"),
        ),
        (f"cjm-desktop import {_('IN')} {_('OUT')}.cjm", _("make a journey of a table or a mermaid text")),
        (f"cjm-desktop check {file}…", _("tell everything that is wrong with a file")),
        (f"cjm-desktop compare {file} [{file}]", _("tell what differs between two scenarios")),
    ]
    width = max(len(usage) for usage, _what in commands) + 2
    listing = "\n".join(f"  {usage:<{width}}{what}" for usage, what in commands)
    parser = _parser(
        "",
        _("Draw, analyse and print customer journeys."),
        "\n".join(
            (
                _("without a window:"),
                listing,
                "",
                _("“cjm-desktop COMMAND --help” tells more. A file that is called like a command: ./export"),
            )
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"CJM Desktop {__version__}",
        help=_("show the version and exit"),
    )
    parser.add_argument("files", nargs="*", metavar=_("FILE"), help=_("journeys to open, one window each"))
    return parser


def _export() -> argparse.ArgumentParser:
    parser = _parser(
        "export",
        "\n".join(
            (
                _("Write a journey as a poster (OUT.pdf), a picture (OUT.svg, OUT.png), slides (OUT.pptx),"),
                _("a workbook (OUT.xlsx), a table (OUT.csv, OUT.tsv) or a mermaid text (OUT.mmd)."),
            )
        ),
        "\n".join(
            (
                _("What is not told is as the author last set it, else A1 landscape, all visible lanes."),
                _("A picture of several sheets becomes several files: OUT-1.png, OUT-2.png …"),
                _("An existing OUT is replaced. Exit status: 0 done, 2 not done."),
            )
        ),
    )
    cli_export_arguments.add_to(parser)
    return parser


def _import() -> argparse.ArgumentParser:
    parser = _parser(
        "import",
        _("Make a journey (OUT.cjm) of a table (.csv, .tsv) or a mermaid text (.mmd)."),
        _("Exit status: 0 done, 2 not done."),
    )
    parser.add_argument("file", metavar="IN", help=_("a table (.csv, .tsv) or mermaid text (.mmd, .md)"))
    parser.add_argument("out", metavar="OUT.cjm", help=_("the journey to write"))
    parser.add_argument(
        "--language",
        choices=i18n.LANGUAGES,
        default=i18n.language(),
        help=_("the language of the journey, as it is printed (default: %(default)s)"),
    )
    parser.add_argument("--title", metavar=_("TITLE"), help=_("what the journey is called"))
    parser.add_argument("--force", action="store_true", help=_("replace OUT.cjm when it is there"))
    return parser


def _check() -> argparse.ArgumentParser:
    parser = _parser(
        "check",
        _("Tell everything that is wrong or odd in files, a line each."),
        _("Exit status: 0 nothing found, 1 warnings, 2 errors or a file that can't be read."),
    )
    parser.add_argument("files", nargs="+", metavar=_("FILE"), help=_("journeys, tables or mermaid texts"))
    return parser


def _compare() -> argparse.ArgumentParser:
    parser = _parser(
        "compare",
        _("Tell what becomes of a scenario in another file, or in another scenario of the same file."),
        "\n".join(
            (
                _("Touchpoints are matched by where they come from, never by their names."),
                _("Exit status: 0 the same, 1 different, 2 a file or scenario that can't be read."),
            )
        ),
    )
    parser.add_argument("file", metavar=_("FILE"), help=_("a journey (.cjm), table (.csv, .tsv) or .mmd"))
    parser.add_argument("other", nargs="?", metavar=_("OTHER"), help=_("the later file, when there are two"))
    parser.add_argument("--scenario", metavar=_("NAME"), help=_("the scenario, when it is not the first one"))
    parser.add_argument(
        "--with",
        dest="with_",
        metavar=_("NAME"),
        help=_("the later scenario, when it is not the first one of OTHER"),
    )
    return parser
