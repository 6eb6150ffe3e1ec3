"""The fields that a theme is edited with: a colour, the colours of the phases, the font of a style."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog, QGridLayout, QMenu, QToolButton, QWidget

from cjm_desktop.formats import safe_write
from cjm_desktop.formats.theme_file import MOST_PHASES
from cjm_desktop.i18n import _
from cjm_desktop.layout import client_fonts
from cjm_desktop.model.fields import COLOUR_PATTERN
from cjm_desktop.model.problems import CjmError
from cjm_desktop.ui import appearance, text
from cjm_desktop.ui.panels.inputs import Input, LineEdit
from cjm_desktop.ui.panels.pictures import swatch

#: Swatches of phases in a row.
_IN_ROW: Final = 8


def asked_colour(parent: QWidget, colour: str, title: str) -> str | None:
    """The colour that the user chooses, "#RRGGBB"; None when they don't."""
    chosen = QColorDialog.getColor(QColor(colour), parent, title)
    return chosen.name().upper() if chosen.isValid() else None


def _button(icon: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(appearance.icon(icon))
    button.setAccessibleName(words)
    text.tip(button, words)
    return button


class ColourField(Input):
    """A colour of one's own, by its code or from a palette; None is that of the theme that is built on."""

    merges = True

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._value: str | None = None
        self._usual = "#000000"
        self.swatch = QToolButton()
        self.swatch.setIconSize(QSize(20, 20))
        self.swatch.setAccessibleName(_("Choose a colour: {name}").format(name=words))
        self.swatch.clicked.connect(self._choose)
        self.code = LineEdit()
        self.code.setMaxLength(9)
        self.code.setFixedWidth(92)
        self.code.textEdited.connect(self._typed)
        self.code.editingFinished.connect(self._left)
        self.clear_button = _button("rotate-ccw", _("Use the colour of the theme it is based on"))
        self.clear_button.clicked.connect(self._clear)
        self.row.setSpacing(4)
        self.row.addWidget(self.swatch)
        self.put(self.code)
        self.row.addWidget(self.clear_button)
        self.row.addStretch()
        self.name_it(words)

    def show_usual(self, colour: str) -> None:
        """Tell which colour stands here when none is chosen."""
        self._usual = colour
        self.code.setPlaceholderText(colour)
        self.show_value(self._value)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.swatch.setIcon(swatch(value or self._usual, 20))
        self.clear_button.setEnabled(value is not None)
        if not self.code.hasFocus():
            self.code.setText(value or "")
            self.mark(False)

    def show_mixed(self) -> None:
        self.show_value(None)

    def _choose(self) -> None:
        chosen = asked_colour(self, self._value or self._usual, self._words)
        if chosen is not None:
            self.edited.emit(chosen)

    def _typed(self, words: str) -> None:
        spelt = "#" + words.strip().lstrip("#")
        if re.fullmatch("#[0-9A-Fa-f]{3}", spelt):  # as style sheets shorten them
            spelt = "#" + "".join(2 * digit for digit in spelt[1:])
        is_colour = COLOUR_PATTERN.fullmatch(spelt) is not None
        self.mark(not is_colour and bool(words.strip()))
        if is_colour:
            self.edited.emit(spelt.upper())
        elif not words.strip():
            self.edited.emit(None)

    def _left(self) -> None:
        """Show again what holds: a code that is none is forgotten."""
        self.code.setText(self._value or "")
        self.mark(False)
        self.left.emit()

    def _clear(self) -> None:
        self.code.clear()
        self.edited.emit(None)


class PhaseFields(Input):
    """The colours of the phases in turn; () are those of the theme that is built on."""

    def __init__(self) -> None:
        super().__init__()
        self._value: tuple[str, ...] = ()
        self._usual: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self._buttons: list[QToolButton] = []
        self.add_button = _button("plus", _("Add a colour for one more phase"))
        self.add_button.clicked.connect(self._add)
        self.clear_button = _button("rotate-ccw", _("Use the colours of the theme it is based on"))
        self.clear_button.clicked.connect(self._clear)
        self.row.addLayout(self._grid)
        self.row.addStretch()

    @property
    def colours(self) -> tuple[str, ...]:
        """The colours that hold."""
        return self._value or self._usual

    def show_usual(self, colours: tuple[str, ...]) -> None:
        """Tell which colours stand here when none are chosen."""
        self._usual = colours
        self._show()

    def show_value(self, value: Any) -> None:
        self._value = tuple(value)
        self._show()

    def show_mixed(self) -> None:
        self.show_value(())

    def _show(self) -> None:
        while len(self._buttons) > len(self.colours):
            gone = self._buttons.pop()
            gone.hide()
            self._grid.removeWidget(gone)
            gone.deleteLater()
        while len(self._buttons) < len(self.colours):
            self._buttons.append(self._swatch(len(self._buttons)))
        for i, (button, colour) in enumerate(zip(self._buttons, self.colours, strict=True)):
            button.setIcon(swatch(colour, 20))
            text.tip(button, colour)
            button.setAccessibleName(_("Colour {n} of the phases: {colour}").format(n=i + 1, colour=colour))
            self._grid.addWidget(button, i // _IN_ROW, i % _IN_ROW)
        last = [self.add_button, self.clear_button]
        for i, button in enumerate(last, len(self._buttons)):
            self._grid.addWidget(button, i // _IN_ROW, i % _IN_ROW)
        self.add_button.setEnabled(len(self.colours) < MOST_PHASES)
        self.clear_button.setEnabled(bool(self._value))

    def _swatch(self, index: int) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(20, 20))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addAction(_("Change…")).triggered.connect(partial(self._change, index))
        menu.addAction(_("Remove")).triggered.connect(partial(self.remove, index))
        button.setMenu(menu)
        return button

    def _change(self, index: int, _checked: bool = False) -> None:
        chosen = asked_colour(self, self.colours[index], _("Phases"))
        if chosen is not None:
            self.put_colour(index, chosen)

    def put_colour(self, index: int, colour: str) -> None:
        """Give one phase another colour."""
        self.edited.emit((*self.colours[:index], colour, *self.colours[index + 1 :]))

    def remove(self, index: int, _checked: bool = False) -> None:
        """Take one colour away; without any they are those of the theme that is built on."""
        self.edited.emit((*self.colours[:index], *self.colours[index + 1 :]))

    def _add(self) -> None:
        chosen = asked_colour(self, self.colours[-1], _("Phases"))
        if chosen is not None:
            self.edited.emit((*self.colours, chosen))

    def _clear(self) -> None:
        self.edited.emit(())


class FontField(Input):
    """The font of one style from a TrueType file: its bytes, or None."""

    reached = Signal(str)  # the folder that a font came from

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.folder = ""
        self.button = QToolButton()
        self.button.setProperty("role", "field")
        self.button.clicked.connect(self._choose)
        self.clear_button = _button("x", _("Take the font away"))
        self.clear_button.clicked.connect(self._clear)
        self.put(self.button)
        self.row.addWidget(self.clear_button)
        self.row.addStretch()
        self.show_value(None)

    def show_value(self, value: Any) -> None:
        try:
            name = client_fonts.name_of(value) if value is not None else ""
        except CjmError:
            name = ""
        shown = (name or _("Font without a name")) if value is not None else _("Choose…")
        self.button.setText(text.one_line(shown, 40))
        self.button.setAccessibleName(f"{self._words}: {shown}")
        self.clear_button.setVisible(value is not None)

    def show_mixed(self) -> None:
        self.show_value(None)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a font"), self.folder, f"{_('TrueType fonts')} (*.ttf *.otf *.ttc *.woff *.woff2)"
        )
        if name:
            self.reached.emit(str(Path(name).parent))
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Use the font in a file, or say why it can't be."""
        try:
            data, _mark = safe_write.read_file(path, client_fonts.MOST_BYTES)
            client_fonts.name_of(data)
        except CjmError as error:
            self.wrong.emit(f"{path.name}: {error}")
        else:
            self.edited.emit(data)

    def _clear(self) -> None:
        self.edited.emit(None)
