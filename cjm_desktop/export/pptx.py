"""A poster as slides for PowerPoint and the like: native shapes and text, one slide a sheet.

python-pptx is loaded when the first slide is made and not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cjm_desktop import collector
from cjm_desktop.frozen import replace
from cjm_desktop.i18n import N_, _, in_language
from cjm_desktop.layout import fonts
from cjm_desktop.layout.placement import Sheet, View, smallest_text
from cjm_desktop.layout.theme import Theme
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import SENTENCES, refusal
from cjm_desktop.model.records import PosterSettings

#: The paper of a wide slide: 13⅓ × 7.5 inches.
SLIDE: Final = "16:9"
#: No slide is wider or higher than 56 inches.
LARGEST: Final = 4_032.0
#: No letters of a slide are smaller than this many points.
SMALLEST: Final = 1.0

SENTENCES.update(
    {
        "slides-none": N_("There is no sheet to make a slide of."),
        "slides-number": N_("A part of the drawing has no place: its numbers are not finite."),
        "slides-too-small": N_(
            "The letters would be too small for one slide; make one slide per phase, or show fewer lanes."
        ),
    }
)


def slides_of(
    journey: Journey, view: View, theme: Theme, settings: PosterSettings, *, per_phase: bool
) -> list[Sheet]:
    """The sheets of the wide slides that show a journey: one for the map, or one per phase.

    Of a poster's settings all but the paper and its scale hold for them.
    """
    from cjm_desktop.layout.poster import sheets_of

    as_slides = replace(
        settings,
        split="phases" if per_phase else "one",
        paper=SLIDE,
        orientation="landscape",
        scale="fit",
        reads_at=None,
        margin=None,
        bleed=0.0,
        marks=False,
        tiles=None,
    )
    return sheets_of(journey, view, theme, as_slides)


def write_pptx(
    sheets: Sequence[Sheet],
    journey: Journey,
    theme: Theme,
    *,
    title: str | None = None,
    ground: bool = False,
) -> bytes:
    """A presentation with one slide a sheet; equal sheets give equal bytes.

    Every record is a group of shapes and texts under its name. All slides are as large as the largest sheet, up to 56
    inches. `ground` fills them with the colour of the paper. Raises CjmError for a picture that can't be used, and
    where letters would be smaller than a slide can have them.
    """
    if not sheets:
        raise refusal("slides-none")
    progress.begin(_("The slides are made…"))
    with in_language(journey.info.language), collector.paused():
        return _written(sheets, journey, theme, title, ground)


def _written(
    sheets: Sequence[Sheet], journey: Journey, theme: Theme, title: str | None, ground: bool
) -> bytes:
    from cjm_desktop.export import pptx_fonts, pptx_package
    from cjm_desktop.export.pptx_geometry import EMU
    from cjm_desktop.export.pptx_shapes import Place
    from cjm_desktop.export.pptx_slide import LANGUAGES, notes_of, slide_of
    from cjm_desktop.export.pptx_text import family_name

    with fonts.family(theme.fonts):
        family = family_name(fonts.styles.get("regular", "regular"))
    scale = _scale(sheets)
    width = max(sheet.width for sheet in sheets) * scale
    height = max(sheet.height for sheet in sheets) * scale
    # To a hundred: a wide slide is 12,192,000 and not one more, or PowerPoint calls it a size of one's own.
    shown = pptx_package.new_presentation(*(int(round(side * EMU, -2)) for side in (width, height)))
    named = title or journey.info.title or _("Untitled journey")
    stamp = journey.stamp
    pptx_package.describe(shown, named, LANGUAGES[journey.info.language], stamp.modified or stamp.created)
    layout = shown.slide_layouts[0]
    slides: dict[str, list[str]] = {}
    letters: set[str] = set()
    done, total = 0, sum(len(sheet.placed) + len(sheet.map.placed) for sheet in sheets)
    for sheet in sheets:
        slide = shown.slides.add_slide(layout)
        place = Place(scale, (width - sheet.width * scale) / 2, (height - sheet.height * scale) / 2)
        own = f"{named} · {sheet.name}" if sheet.name and len(sheets) > 1 else named
        paper = theme.paper if ground else None
        made = slide_of(sheet, journey, slide.part, place, own, paper, (done, total))
        slides[str(slide.part.partname).lstrip("/")] = made.pieces
        letters |= made.letters
        done += len(sheet.placed) + len(sheet.map.placed)
        notes = notes_of(sheet, journey)
        frame = slide.notes_slide.notes_text_frame if notes else None
        if frame is not None:
            frame.text = notes
    with fonts.family(theme.fonts):
        pptx_fonts.embed(shown, letters)
    return pptx_package.packed(shown, slides, theme, family)


def _scale(sheets: Sequence[Sheet]) -> float:
    """How much larger than the sheets the slides are, so that no letter is too small; less than 1 for wall posters."""
    smallest = smallest_text(sheets) or SMALLEST
    longest = max(max(sheet.width, sheet.height) for sheet in sheets)
    scale = min(max(1.0, SMALLEST / smallest), LARGEST / longest)
    if smallest * scale < SMALLEST * 0.999:
        raise refusal("slides-too-small")
    return scale
