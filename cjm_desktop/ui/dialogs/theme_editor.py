"""Everything that a theme of the user's own can change, in groups one below the other."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cjm_desktop.formats import theme_file
from cjm_desktop.formats.theme_file import ClientTheme, Logo
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _, number
from cjm_desktop.layout import theme
from cjm_desktop.layout.theme_contrast import weak
from cjm_desktop.model.records import Asset
from cjm_desktop.ui import text
from cjm_desktop.ui.dialogs.theme_fields import ColourField, FontField, PhaseFields
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.inputs import Input
from cjm_desktop.ui.panels.pictures import PictureInput
from cjm_desktop.ui.theme_names import SHIPPED

#: The longest side of a logo in pixels: 15 cm at 170 dpi.
LOGO_SIDE: Final = 1_024
#: What the colours are called, by group.
COLOURS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    N_("Page"): (
        ("paper", N_("Paper")),
        ("ink", N_("Text")),
        ("second_ink", N_("Quiet text")),
        ("card", N_("Cards")),
        ("card_border", N_("Border of cards")),
        ("panel", N_("Chips")),
        ("hairline", N_("Lines")),
    ),
    N_("Phases"): (("on_phase", N_("Text on phases")),),
    N_("Meaning"): (
        ("positive", N_("Good")),
        ("neutral", N_("Neutral")),
        ("negative", N_("Bad")),
        ("accent", N_("Measures and personas")),
        ("star", N_("Star")),
    ),
    N_("Road"): (
        ("asphalt", N_("Road")),
        ("centre_line", N_("Line on the road")),
        ("kerb", N_("Edge of the road")),
        ("side_road", N_("Side roads")),
        ("side_line", N_("Line on side roads")),
    ),
    N_("Kinds of cards"): (
        ("pain", N_("Pain points")),
        ("pain_border", N_("Border of pain points")),
        ("opportunity", N_("Opportunities")),
        ("opportunity_border", N_("Border of opportunities")),
        ("thought", N_("Thoughts")),
        ("thought_border", N_("Border of thoughts")),
    ),
}
WORDS: Final = {name: words for rows in COLOURS.values() for name, words in rows}
STYLES: Final = {
    "regular": N_("Text"),
    "semibold": N_("Titles"),
    "bold": N_("Headings"),
    "italic": N_("Quotations"),
}
#: Weak pairs that are told at once.
_TOLD: Final = 4


class ThemeEditor(QScrollArea):
    """Shows a theme; `changed` gives what the user made of it."""

    changed = Signal(object)
    wrong = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._client = ClientTheme(name="")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.base = ChoiceInput([(name, _(words), "") for name, words in SHIPPED.items()])
        self.base.edited.connect(partial(self._put, "base"))
        self.logo = PictureInput(LOGO_SIDE)
        self.logo.chosen.connect(self._put_logo)
        self.logo.edited.connect(self._put_logo)
        self.logo.wrong.connect(self.wrong)
        self.phases = PhaseFields()
        self.phases.edited.connect(partial(self._put, "phase_colours"))
        self.fonts = {style: FontField(_(words)) for style, words in STYLES.items()}
        self.colours: dict[str, ColourField] = {}
        self.warning = text.wrapped("", "error")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 0, 16, 16)
        self._column.setSpacing(4)
        self._labels: list[text.PlainLabel] = []
        self._build()
        widest = max(label.sizeHint().width() for label in self._labels)
        for label in self._labels:  # the fields of all groups stand below each other
            label.setMinimumWidth(widest)
        self._column.addStretch()
        self.setWidget(inside)

    def _build(self) -> None:
        grid = self._group("")
        self._row(grid, _("Based on"), self.base)
        self._row(grid, _("Logo"), self.logo)
        self._column.addWidget(self.warning)
        grid = self._group(_("Fonts"))
        for style, field in self.fonts.items():
            field.edited.connect(partial(self._put_font, style))
            field.wrong.connect(self.wrong)
            field.reached.connect(self._reached)
            self._row(grid, _(STYLES[style]), field)
        note = _(
            "TrueType fonts (.ttf). A style without one takes the nearest; what a font lacks is printed in Noto Sans."
        )
        self._column.addWidget(text.wrapped(note, "second"))
        for group, rows in COLOURS.items():
            grid = self._group(_(group))
            if group == "Phases":
                self._row(grid, _("Colours in turn"), self.phases)
            for name, words in rows:
                colour = self.colours[name] = ColourField(_(words))
                colour.edited.connect(partial(self._put_colour, name))
                self._row(grid, _(words), colour)

    def minimumSizeHint(self) -> QSize:
        usual, inside = super().minimumSizeHint(), self.widget()
        if inside is None:
            return usual
        # No field is ever cut off: the picture beside them gives way.
        wide = inside.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(wide, usual.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _group(self, words: str) -> QGridLayout:
        if words:
            self._column.addSpacing(12)
            self._column.addWidget(text.PlainLabel(words, "section"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(4)
        self._column.addLayout(grid)
        return grid

    def _row(self, grid: QGridLayout, words: str, input: Input) -> None:
        label = text.PlainLabel(words, "second")
        label.setBuddy(input.focusProxy() or input)
        self._labels.append(label)
        if isinstance(input, ChoiceInput | PictureInput):
            input.name_it(words)
        at = grid.rowCount()
        grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(input, at, 1)

    # -- showing -------------------------------------------------------------------------------------

    def show_theme(self, client: ClientTheme) -> None:
        """Show another theme, or this one as it is now."""
        self._client = client
        usual = theme.load(client.base)
        self.base.show_value(client.base)
        self.logo.show_asset(theme_file.theme_of(client).logo)
        self.phases.show_usual(usual.phase_colours)
        self.phases.show_value(client.phase_colours)
        for name, field in self.colours.items():
            field.show_usual(getattr(usual, name))
            field.show_value(getattr(client.colours, name))
        for style, font in self.fonts.items():
            font.show_value(getattr(client.fonts, style))
        self._warn()

    def _warn(self) -> None:
        """Say which colours can't be told apart."""
        found = [
            _("{text} on {ground}: contrast {ratio} : 1, {needed} is needed").format(
                text=_(WORDS[each.field]),
                ground=_(WORDS[each.ground]),
                # Cut, not rounded: 4.49 is not 4.5.
                ratio=number(int(each.ratio * 10) / 10, 1),
                needed=number(each.needed, 1),
            )
            for each in weak(theme_file.theme_of(self._client))
        ]
        shown = found[:_TOLD] + (["…"] if len(found) > _TOLD else [])
        self.warning.setText("\n".join([_("Hard to read:"), *shown]) if found else "")
        self.warning.setVisible(bool(found))

    # -- what the user changes -----------------------------------------------------------------------

    def _emit(self, client: ClientTheme) -> None:
        if client != self._client:
            self._client = client
            self.changed.emit(client)

    def _put(self, name: str, value: Any) -> None:
        self._emit(replace(self._client, **{name: value}))

    def _put_colour(self, name: str, colour: str | None) -> None:
        self._emit(replace(self._client, colours=replace(self._client.colours, **{name: colour})))

    def _put_font(self, style: str, data: bytes | None) -> None:
        self._emit(replace(self._client, fonts=replace(self._client.fonts, **{style: data})))

    def _put_logo(self, asset: Asset | None) -> None:
        logo = asset and Logo(
            media_type=asset.media_type, data=asset.data, width=asset.width, height=asset.height
        )
        self._emit(replace(self._client, logo=logo))

    def _reached(self, folder: str) -> None:
        for field in self.fonts.values():
            field.folder = folder
