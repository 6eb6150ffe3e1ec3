"""Every bundled icon can be read and stays in its box; channels get a fitting one."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest

from cjm_desktop import resources
from cjm_desktop.layout import icons
from cjm_desktop.layout.geometry import Path, Rect
from cjm_desktop.layout.svg_path import parse_element, parse_path

NAMES = sorted(file.stem for file in resources.path("icons").glob("*.svg"))


def ink(path: Path) -> Rect:
    """The box of the points on the curves themselves, sampled."""
    xs, ys = [], []
    pen = (0.0, 0.0)
    for segment in path.segments:
        if segment[0] == "C":
            _, ax, ay, bx, by, x, y = segment
            for step in range(1, 9):
                t = step / 8
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                xs.append(a * pen[0] + b * ax + c * bx + d * x)
                ys.append(a * pen[1] + b * ay + c * by + d * y)
            pen = (x, y)
        elif segment[0] != "Z":
            pen = (segment[1], segment[2])
            xs.append(pen[0])
            ys.append(pen[1])
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_stays_in_its_box(name: str) -> None:
    path = icons.icon(name)
    assert path.segments[0][0] == "M"
    assert Rect(0, 0, 24, 24).encloses(ink(path), 0.01)
    assert max(ink(path).width, ink(path).height) > 8
    if name != icons.UNKNOWN:
        assert path != icons.icon(icons.UNKNOWN)


@pytest.mark.parametrize("name", ["", "absent", "../icons/mail", "MAIL", "mail.svg", "C:mail", "mail\0"])
def test_unknown_names_have_the_question_mark(name: str) -> None:
    assert icons.icon(name) == icons.icon(icons.UNKNOWN)


def test_shape_scales_box_and_stroke() -> None:
    shape = icons.icon_shape("square", 10, 20, 12, "#000000")
    assert shape.path.bounds == Rect(11.5, 21.5, 9, 9)
    assert shape.stroke is not None
    assert (shape.stroke.width, shape.stroke.round) == (1, True)


@pytest.mark.parametrize(
    ("data", "segments"),
    [
        ("m1 2 3 4-1-1", [("M", 1, 2), ("L", 4, 6), ("L", 3, 5)]),
        (
            "M0 0H5V.5h-1.5v1e1z",
            [("M", 0, 0), ("L", 5, 0), ("L", 5, 0.5), ("L", 3.5, 0.5), ("L", 3.5, 10.5), ("Z",)],
        ),
        ("M1 1h2v2zl1 1", [("M", 1, 1), ("L", 3, 1), ("L", 3, 3), ("Z",), ("L", 2, 2)]),
        ("M0 0C1 1 2 1 3 0S5-1 6 0", [("M", 0, 0), ("C", 1, 1, 2, 1, 3, 0), ("C", 4, -1, 5, -1, 6, 0)]),
        ("M0 0s1 1 2 0", [("M", 0, 0), ("C", 0, 0, 1, 1, 2, 0)]),
        ("M0 0Q3 3 6 0t6 0", [("M", 0, 0), ("C", 2, 2, 4, 2, 6, 0), ("C", 8, -2, 10, -2, 12, 0)]),
        ("M0 0A0 5 0 0 1 4 4", [("M", 0, 0), ("L", 4, 4)]),
    ],
)
def test_path_data(data: str, segments: list[tuple[object, ...]]) -> None:
    got = parse_path(data).segments
    assert [segment[0] for segment in got] == [segment[0] for segment in segments]
    for mine, expected in zip(got, segments):
        assert mine[1:] == pytest.approx(expected[1:])


@pytest.mark.parametrize(
    ("data", "box"),
    [
        ("M0 5a5 5 0 0110 0", (0, 0, 10, 5)),  # over the top
        ("M0 5a5 5 0 0 0 10 0", (0, 5, 10, 10)),
        ("M5 0A5 5 0 1 1 0 5", (0, 0, 10, 10)),
        ("M0 0a1 1 0 0 1 10 0", (0, -5, 10, 0)),  # radii too small grow
        ("M0 2a4 2 0 0 1 8 0", (0, 0, 8, 2)),
    ],
)
def test_arcs(data: str, box: tuple[float, float, float, float]) -> None:
    found = ink(parse_path(data))
    assert (found.x, found.y, found.right, found.bottom) == pytest.approx(box, abs=0.02)


def test_arc_is_round() -> None:
    for segment in parse_path("M0 5A5 5 0 1 1 5 10").segments[1:]:
        assert math.hypot(segment[-2] - 5, segment[-1] - 5) == pytest.approx(5)


def test_elements() -> None:
    assert parse_element("circle", {"cx": "5", "cy": "5", "r": "3"}).bounds == Rect(2, 2, 6, 6)
    assert parse_element("ellipse", {"cx": "5", "cy": "5", "rx": "3", "ry": "2"}).bounds == Rect(2, 3, 6, 4)
    assert parse_element("polygon", {"points": "0,0 4,0 4,3"}).segments[-1] == ("Z",)
    assert parse_element("title", {}) == Path(())
    for wrong in ("", "L1 1", "M1", "M0 0C1 2"):
        with pytest.raises(ValueError):
            parse_path(wrong)


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ("Webshop", "shopping-cart"),
        ("E-mail", "mail"),
        ("Nieuwsbrief", "mail"),
        ("brief", "mail"),
        ("Chat", "message-circle"),
        ("Chatbot", "bot"),
        ("Telefoon", "phone"),
        ("Phone call", "phone"),
        ("Winkel", "store"),
        ("Store in Utrecht", "store"),
        ("Online winkel", "shopping-cart"),
        ("Bezorger", "truck"),
        ("Courier", "truck"),
        ("Postkantoor", "package"),
        ("Post", "package"),
        ("Social media", "smartphone"),
        ("Instagram", "smartphone"),
        ("App", "smartphone"),
        ("Mond-tot-mond", "users"),
        ("Word of mouth", "users"),
        ("Reviewsite", "star"),
        ("Thuis", "house"),
        ("At home", "house"),
        ("Advertentie", "megaphone"),
        ("Zoekmachine", "search"),
        ("Balie", "handshake"),
        ("Gesprek", "handshake"),
        ("Website", "monitor"),
        ("Klantenservice", "headphones"),
        ("Huisarts", "stethoscope"),
        ("Zwijgen", "map-pin"),
        ("", "map-pin"),
    ],
)
def test_channel_icons(channel: str, name: str) -> None:
    assert icons.channel_icon(channel) == name
    assert icons.channel_icon(channel.upper()) == name


def test_every_channel_icon_is_bundled() -> None:
    assert {name for name, _ in icons._RULES} | {"map-pin", icons.UNKNOWN} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_read_as_xml_says(name: str) -> None:
    svg = resources.path("icons", f"{name}.svg").read_text("utf-8")
    expected = [(e.tag.rpartition("}")[2], dict(e.attrib)) for e in ElementTree.fromstring(svg).iter()]
    assert icons._PLAIN.fullmatch(svg)
    assert [
        (tag, {k: v for k, v in found.items() if k != "xmlns"}) for tag, found in icons._elements(svg)
    ] == expected


def test_an_icon_that_is_not_plain_is_read_too() -> None:
    svg = "<svg><!-- a road --><path d='M 0 0 H 9'/></svg>"
    assert list(icons._elements(svg)) == [("svg", {}), ("path", {"d": "M 0 0 H 9"})]
