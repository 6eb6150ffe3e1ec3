"""The look of the window: a palette and one stylesheet, light and dark; icons in the colour of the text.

Paper never depends on it: the map and the poster have their own theme.
"""

from __future__ import annotations

import contextlib
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QImage,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from cjm_desktop import resources, settings
from cjm_desktop.frozen import frozen


@frozen()
class Colours:
    """The colours of one appearance."""

    ground: str  # panels, bars, dialogs
    around: str  # around the map
    field: str  # inside of input fields
    quiet: str  # search field, quiet buttons
    text: str
    second: str
    hairline: str
    edge: str  # border of input fields
    accent: str
    accent_text: str
    link: str  # words in the accent colour
    soft: str  # selected rows and pressed tools
    hover: str
    bad: str
    good: str
    note: str  # ground of the moment-of-truth box


LIGHT: Final = Colours(
    ground="#FFFFFF",
    around="#EEF0F4",
    field="#FFFFFF",
    quiet="#EFF2F5",
    text="#1F2933",
    second="#52606D",
    hairline="#E1E5EA",
    edge="#CBD2D9",
    accent="#2F6FA8",
    accent_text="#FFFFFF",
    link="#2F6FA8",
    soft="#E3EDF6",
    hover="#F1F4F7",
    bad="#B3303F",
    good="#1F7A55",
    note="#FBF3DF",
)
DARK: Final = Colours(
    ground="#20252C",
    around="#15191E",
    field="#282E36",
    quiet="#2B323B",
    text="#E6EAEE",
    second="#A5B0BB",
    hairline="#343C46",
    edge="#4A545F",
    accent="#2F6FA8",
    accent_text="#FFFFFF",
    link="#85BBE8",
    soft="#27415A",
    hover="#2B323B",
    bad="#F08A94",
    good="#66C79B",
    note="#3A3422",
)
_FACES: Final = ("NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Bold", "NotoSans-Italic")
#: For the panels of a journey in another script, where the system has no font for it; read after the start.
_OTHER_FACES: Final = (
    "NotoSansThai-Regular",
    "NotoSansThai-SemiBold",
    "NotoSansKR-Regular",
    "DroidSansFallback",
)
#: The sizes in which icons are kept, in pixels; Qt takes the nearest that is not smaller.
ICON_SIZES: Final = (16, 20, 32, 48, 72)
#: The side of an icon of the toolbar, in device-independent pixels.
BAR_ICON: Final = 20
_STYLE: Final = "Fusion"
_NEW: Final = "cjm_is_new"
_current: Colours = LIGHT


def colours() -> Colours:
    """The colours that the window has now."""
    return _current


def on_ground(colour: str) -> str:
    """A colour of the map as it can be told apart on the window's ground, which may be dark."""
    return QColor(colour).lighter(165).name() if _current is DARK else colour


def application(name: str) -> QApplication:
    """The program for Qt, in the style that `apply` goes on from."""
    # By an argument: setStyle gives a QStyle, and to make Python classes of its many enumerations takes 5 ms.
    app = QApplication([name, "-style", _STYLE])
    app.setProperty(_NEW, True)
    return app


def load_fonts(app: QApplication) -> None:
    """Make the bundled Noto Sans the font of the window, in the size that the user's system has."""
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(resources.path("fonts", face + ".ttf")))
    size = app.font().pointSizeF()
    font = QFont("Noto Sans")
    font.setPointSizeF(size if 8 <= size <= 24 else 10)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    QTimer.singleShot(1_000, _load_other_fonts)


def _load_other_fonts() -> None:
    for face in _OTHER_FACES:
        QFontDatabase.addApplicationFont(str(resources.path("fonts", face + ".ttf")))


def apply(app: QApplication, wish: str) -> bool:
    """Give the program the appearance "system", "light" or "dark"; True when its colours changed."""
    global _current
    hints = app.styleHints()
    dark = wish == "dark" or (wish == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    chosen = DARK if dark else LIGHT
    changed = chosen is not _current
    _current = chosen
    if app.property(_NEW):
        app.setProperty(_NEW, False)
    else:
        app.setStyle(_STYLE)
    app.setPalette(_palette(chosen))
    app.setStyleSheet(_stylesheet(chosen))
    return changed


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.ground),
        (role.WindowText, c.text),
        (role.Base, c.field),
        (role.AlternateBase, c.quiet),
        (role.Text, c.text),
        (role.Button, c.ground),
        (role.ButtonText, c.text),
        (role.BrightText, c.bad),
        (role.ToolTipBase, c.field),
        (role.ToolTipText, c.text),
        (role.PlaceholderText, c.second),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.accent_text),
        (role.Link, c.accent),
        (role.Light, c.field),
        (role.Midlight, c.hairline),
        (role.Mid, c.edge),
        (role.Dark, c.edge),
        (role.Shadow, c.second),
    ):
        palette.setColor(which, QColor(colour))
    faint = QColor(c.second)
    faint.setAlpha(130)
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return palette


# -- icons ---------------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _svg(name: str) -> str:
    try:
        return resources.path("icons", name + ".svg").read_text("utf-8")
    except OSError:
        return resources.path("icons", "circle.svg").read_text("utf-8")


@lru_cache(maxsize=1024)
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """A bundled icon of `size` device-independent pixels in one colour."""
    image = QImage(round(size * ratio), round(size * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    svg = _svg(name).replace("currentColor", colour).replace('stroke-width="2"', 'stroke-width="1.75"')
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    found = QPixmap.fromImage(image)
    found.setDevicePixelRatio(ratio)
    return found


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, faint: str, sizes: tuple[int, ...]) -> QIcon:
    # Not a QIconEngine of our own, which would draw when painted: PySide6 6.11 crashes with one.
    made = QIcon()
    for size in sizes:
        plain = pixmap(name, size, colour)
        made.addPixmap(plain)
        made.addPixmap(plain, QIcon.Mode.Selected)
        made.addPixmap(pixmap(name, size, faint), QIcon.Mode.Disabled)
    return made


def icon(name: str, colour: str | None = None, sizes: tuple[int, ...] = ICON_SIZES) -> QIcon:
    """A bundled icon by its name, in the colour of the text unless told; ask again after an appearance change.

    `sizes` are the pixels in which it is drawn.
    """
    return _icon(name, colour or _current.text, _current.edge, sizes)


def first_sizes() -> tuple[int, ...]:
    """The one size of the toolbar's icons, in pixels of the screen: enough for the first frame."""
    screen = QGuiApplication.primaryScreen()
    return (round(BAR_ICON * screen.devicePixelRatio()),)


def _image(name: str, colour: str) -> str:
    """The address of a recoloured icon for the stylesheet, which can only name files; "" when none can be made."""
    with contextlib.suppress(OSError):
        path = settings.cache_dir() / f"{name}-{colour[1:]}.svg"
        wanted = _svg(name).replace("currentColor", colour)
        if not path.is_file() or path.read_text("utf-8") != wanted:
            path.write_text(wanted, "utf-8")
        return path.as_posix()
    return ""


def _stylesheet(c: Colours) -> str:
    sheet = resources.path("window.qss").read_text("utf-8")
    words: dict[str, str] = {name: getattr(c, name) for name in Colours.__match_args__}
    words["chevron"] = _image("chevron-down", c.second)
    words["tick"] = _image("check", c.accent_text)
    words["folded"] = _image("chevron-right", c.second)
    words["leftwards"] = _image("chevron-left", c.second)
    words["unfolded"] = _image("chevron-down", c.second)
    for name in sorted(words, key=len, reverse=True):
        sheet = sheet.replace("@" + name, words[name])
    return sheet
