"""The choices of the poster's author: paper, what is on it, tiles, and the kind of file; a tab for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _
from cjm_desktop.layout import paper
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import PosterSettings, RecordId
from cjm_desktop.ui import text
from cjm_desktop.ui.dialogs.poster_fields import Choices, Field, MeasureInput, SizeInput, beside
from cjm_desktop.ui.dialogs.poster_formats import FORMATS
from cjm_desktop.ui.panels.choices import ChoiceInput, FlagInput, ManyInput
from cjm_desktop.ui.panels.inputs import Input, LineInput
from cjm_desktop.ui.panels.side import TabRow

#: The width of the column of fields, in pixels.
WIDTH: Final = 352
#: The parts of a poster that can be left out.
PARTS: Final = (
    ("header", N_("Title and purpose")),
    ("personas", N_("Personas")),
    ("insights", N_("Insights")),
    ("evidence", N_("Share with evidence")),
    ("legend", N_("Legend")),
    ("footer", N_("Footer")),
)
TABS: Final = (
    ("paper", N_("Paper")),
    ("content", N_("Contents")),
    ("tiles", N_("Tiles")),
    ("output", N_("File")),
)
_OWN: Final = "own"
#: Settings that the input of their name has as they are stored.
_PLAIN: Final = (
    *("scale", "reads_at", "margin", "bleed", "marks", "ground", "split", "count", "together"),
    *("tiles_orientation", "overlap", "edge", "assembly", "dpi", "outlines"),
)
_ORIENTATIONS: Final = (("landscape", N_("landscape"), ""), ("portrait", N_("portrait"), ""))


def papers(saved: str | None, *, rolls: bool = True) -> list[tuple[str, str, str]]:
    """The papers to choose from, with a roll of another width that is in use; the last is a size of one's own."""
    names = [name for name in paper.NAMES if rolls or name not in paper.ROLLS]
    if saved and paper.is_known(saved) and paper.known(saved).is_roll and saved not in names and rolls:
        names.append(saved)
    return [*((name, paper.shown(name), "") for name in names), (_OWN, _("Size of your own"), "")]


class PosterForm(QWidget):
    """Shows poster settings and says when they are changed."""

    changed = Signal()
    themes_wanted = Signal()

    def __init__(
        self,
        journey: Journey,
        scenario: RecordId,
        saved: PosterSettings,
        themes: Sequence[tuple[str, str, str]],
    ) -> None:
        super().__init__()
        self._saved, self._scenario = saved, scenario
        self._known_scenarios = [s.id for s in journey.scenarios]
        self._shown_lanes = [n.id for n in journey.lanes if n.visible]
        self._fields: dict[str, Field] = {}
        self.bar = TabRow(_("Parts of the settings"))
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(10, 8, 10, 0)
        tabs.addWidget(self.bar)
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)
        self._column = QVBoxLayout()
        self._build_paper()
        self._build_content(journey, themes)
        self._build_tiles()
        self._build_output()
        self.bar.currentChanged.connect(self._stack.setCurrentIndex)
        self.setFixedWidth(WIDTH)
        self.show_settings(saved)

    # -- building --------------------------------------------------------------------------------------

    def _tab(self, id: str) -> None:
        page = QWidget()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(24, 12, 20, 12)
        self._column.setSpacing(12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        self._stack.addWidget(area)
        self.bar.addTab(_(dict(TABS)[id]))

    def _field(self, name: str, words: str, input: Input) -> Field:
        field = self._fields[name] = Field(words, input)
        input.edited.connect(self._edited)
        return field

    def _put(self, *widgets: QWidget) -> None:
        for each in widgets:
            self._column.addWidget(each)

    def _build_paper(self) -> None:
        self._tab("paper")
        self.paper = ChoiceInput(papers(self._saved.paper))
        self.own = SizeInput()
        self.own.edited.connect(self._edited)
        self.orientation = ChoiceInput([(v, _(w), i) for v, w, i in _ORIENTATIONS])
        self.scale = ChoiceInput(
            (
                ("fit", _("as large as it fits"), ""),
                ("width", _("as wide as the paper"), ""),
                ("actual", _("text in its own size (1:1)"), ""),
            )
        )
        self.reads_at = MeasureInput("m", 0, 20, optional=True, hint=_("as the paper allows"))
        self.margin = MeasureInput("mm", 0, 500, optional=True, hint=_("as the theme"))
        self.bleed = MeasureInput("mm", 0, 50)
        self.marks = FlagInput(_("Crop marks"))
        self.ground = FlagInput(_("Print the colour of the paper"))
        self._put(
            self._field("paper", _("Paper"), self.paper),
            self.own,
            self._field("orientation", _("Orientation"), self.orientation),
            self._field("scale", _("Size of the map"), self.scale),
            self._field("reads_at", _("Readable from"), self.reads_at),
            beside(
                self._field("margin", _("Margin"), self.margin), self._field("bleed", _("Bleed"), self.bleed)
            ),
            self._field("marks", _("Crop marks"), self.marks),
            self._field("ground", _("Print the colour of the paper"), self.ground),
        )
        self._column.addStretch()

    def _build_content(self, journey: Journey, themes: Sequence[tuple[str, str, str]]) -> None:
        self._tab("content")
        scenarios = [(s.id, s.name, "") for s in journey.scenarios]
        self.scenarios = ManyInput()
        self.scenarios.set_options(scenarios)
        self.together = ChoiceInput(
            ((False, _("each on its own sheet"), ""), (True, _("together on one sheet"), ""))
        )
        self.compare = ChoiceInput([(None, "—", ""), *scenarios])
        self.split = ChoiceInput(
            (
                ("one", _("on one sheet"), ""),
                ("phases", _("a sheet for each phase"), ""),
                ("count", _("on so many sheets"), ""),
            )
        )
        self.count = MeasureInput("", 2, 99, whole=True)
        self.lanes = ManyInput()
        self.lanes.set_options([(n.id, n.name, "") for n in journey.lanes if n.visible])
        self.theme = ChoiceInput(themes)
        manage = QPushButton(_("Themes…"))
        manage.setAutoDefault(False)
        manage.clicked.connect(self.themes_wanted)
        self.manage = manage
        self.parts = Choices(_("Parts"), [(value, _(words)) for value, words in PARTS])
        self.parts.edited.connect(self._edited)
        self.qr = LineInput(optional=True, hint=_("an address or a text"))
        self._put(
            self._field("scenarios", _("Scenarios"), self.scenarios),
            self._field("together", _("Several scenarios"), self.together),
            self._field("compare", _("Compare with"), self.compare),
            self._field("split", _("Divide over sheets"), self.split),
            self._field("count", _("Number of sheets"), self.count),
            self._field("lanes", _("Lanes"), self.lanes),
            self._field("theme", _("Theme"), self.theme),
            manage,
            self.parts,
            self._field("qr", _("QR code"), self.qr),
        )
        self._column.addStretch()

    def _build_tiles(self) -> None:
        self._tab("tiles")
        self.tiled = FlagInput(_("Print in tiles, to glue together"))
        self.tiles = ChoiceInput(papers(None, rolls=False))
        self.own_tiles = SizeInput()
        self.own_tiles.edited.connect(self._edited)
        self.tiles_orientation = ChoiceInput(
            (("best", _("as it takes the least paper"), ""), *((v, _(w), i) for v, w, i in _ORIENTATIONS))
        )
        self.overlap = MeasureInput("mm", 0, 100)
        self.edge = MeasureInput("mm", 0, 50)
        self.cuts = FlagInput(_("Cut around touchpoints and text"))
        self.blank = FlagInput(_("Leave out blank tiles"))
        self.assembly = FlagInput(_("Begin with a sketch of the tiles"))
        self._put(
            self._field("tiled", _("Print in tiles, to glue together"), self.tiled),
            self._field("tiles", _("Paper of the tiles"), self.tiles),
            self.own_tiles,
            self._field("tiles_orientation", _("Orientation of the tiles"), self.tiles_orientation),
            beside(
                self._field("overlap", _("Overlap"), self.overlap),
                self._field("edge", _("Edge not printed"), self.edge),
            ),
            self._field("cuts", _("Cut around touchpoints and text"), self.cuts),
            self._field("blank", _("Leave out blank tiles"), self.blank),
            self._field("assembly", _("Begin with a sketch of the tiles"), self.assembly),
        )
        self._column.addStretch()

    def _build_output(self) -> None:
        self._tab("output")
        self.format = ChoiceInput([(id, _(each.words), "") for id, each in FORMATS.items()])
        self.format.show_value("pdf")
        self.dpi = MeasureInput("dpi", 36, 1200, whole=True)
        self.outlines = FlagInput(_("Letters as shapes, not as text"))
        self.about = text.wrapped("", "second")
        self.pixels = text.wrapped("", "second")
        self._put(
            self._field("format", _("File"), self.format),
            self._field("dpi", _("Resolution"), self.dpi),
            self._field("outlines", _("Letters as shapes, not as text"), self.outlines),
            self.pixels,
            self.about,
        )
        self._column.addStretch()

    # -- the settings ----------------------------------------------------------------------------------

    def show_settings(self, settings: PosterSettings) -> None:
        """Show settings; what of them this program or journey does not know shows as if it were not told."""
        plain = PosterSettings()
        name = settings.paper if paper.is_known(settings.paper) else plain.paper
        self._show_paper(self.paper, self.own, name, settings.orientation)
        self.orientation.show_value(settings.orientation)
        for each in _PLAIN:
            getattr(self, each).show_value(getattr(settings, each))
        known = self._known_scenarios
        self.scenarios.show_value([id for id in settings.scenarios if id in known] or [self._scenario])
        self.compare.show_value(settings.compare if settings.compare in known else None)
        self.lanes.show_value([id for id in settings.lanes if id in self._shown_lanes] or self._shown_lanes)
        self.theme.show_value(settings.theme or "standard")
        self.parts.show_value([id for id, _words in PARTS if id not in settings.without])
        self.qr.show_value(settings.qr)
        tiles = settings.tiles if settings.tiles and paper.is_known(settings.tiles) else None
        self.tiled.show_value(tiles is not None)
        self._show_paper(self.tiles, self.own_tiles, tiles or "A4", "portrait")
        self.cuts.show_value(not settings.exact_cuts)
        self.blank.show_value(not settings.blank_tiles)
        self._last = self.settings
        self._follow()

    @staticmethod
    def _show_paper(input: ChoiceInput, own: SizeInput, name: str, orientation: str) -> None:
        chosen = paper.known(name)
        is_own = chosen.name not in paper.NAMES and not chosen.is_roll
        input.show_value(_OWN if is_own else chosen.name)
        sides = (chosen.short, chosen.long or 2 * chosen.short)
        width, height = sides[::-1] if orientation == "landscape" else sides
        own.show_size(width, height, "mm")

    @property
    def settings(self) -> PosterSettings:
        """The settings as they stand in the form."""
        lanes = tuple(id for id in self._shown_lanes if id in self.lanes.value)
        scenarios = tuple(self.scenarios.value)
        size, orientation = str(self.paper.value), self.orientation.value
        if size == _OWN:
            size = paper.name_of(self.own.width_.mm, self.own.height_.mm)
            orientation = "landscape" if self.own.width_.mm > self.own.height_.mm else "portrait"
        tiles = str(self.tiles.value)
        if tiles == _OWN:
            tiles = paper.name_of(self.own_tiles.width_.mm, self.own_tiles.height_.mm)
        chosen: dict[str, Any] = {each: getattr(self, each).value for each in _PLAIN} | {
            "paper": size,
            "orientation": orientation,
            "scenarios": () if scenarios == (self._scenario,) else scenarios,
            "compare": self.compare.value,
            "without": tuple(id for id, _words in PARTS if id not in self.parts.value),
            "qr": self.qr.field.text().strip() or None,
            "tiles": tiles if self.tiled.value else None,
            "exact_cuts": not self.cuts.value,
            "blank_tiles": not self.blank.value,
            "lanes": () if len(lanes) == len(self._shown_lanes) else lanes,
            "theme": str(self.theme.value),
        }
        return replace(self._saved, **chosen)

    def show_format(self, format: str) -> None:
        """Choose a kind of file and show what can be chosen of it."""
        self.format.show_value(format)
        self.bar.setCurrentIndex([id for id, _words in TABS].index("output"))
        self._follow()

    def show_themes(self, themes: Sequence[tuple[str, str, str]], chosen: str) -> None:
        """Offer other colours, and choose some."""
        self.theme.set_options(themes)
        self.theme.show_value(chosen)
        self._edited(None)

    def _edited(self, *_value: object) -> None:
        settings = self.settings
        for input, own in ((self.paper, self.own), (self.tiles, self.own_tiles)):
            if input.value != _OWN:  # a size of one's own begins as the paper that was chosen before
                self._show_paper(input, own, str(input.value), self.orientation.value)
        self._follow()
        if settings != self._last:
            self._last = settings
            self.changed.emit()

    def _follow(self) -> None:
        """Show the fields that mean something with the others as they are."""
        is_own, is_tiled = self.paper.value == _OWN, self.tiled.value
        format = FORMATS[str(self.format.value)]
        self.own.setVisible(is_own)
        self._fields["orientation"].setVisible(not is_own)
        for name in ("bleed", "marks"):
            self._fields[name].setVisible(not is_tiled)
        several = len(self.scenarios.value) > 1
        self._fields["together"].setVisible(several)
        self._fields["compare"].setVisible(not several and len(self._known_scenarios) > 1)
        self._fields["count"].setVisible(self.split.value == "count")
        for name in ("tiles", "tiles_orientation", "overlap", "edge", "cuts", "blank", "assembly"):
            self._fields[name].setVisible(is_tiled)
        self.own_tiles.setVisible(is_tiled and self.tiles.value == _OWN)
        self._fields["dpi"].setVisible(format.has_pixels)
        self._fields["outlines"].setVisible(format.has_letters)
        self.about.setText(_(format.about))
        self.pixels.setVisible(format.has_pixels)
