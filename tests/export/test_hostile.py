"""A stranger's journey and a stranger's poster: every export is sound, or one sentence says why there is none."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pptx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjm_desktop.export.pdf import write_pdf
from cjm_desktop.export.pptx import slides_of, write_pptx
from cjm_desktop.export.svg import write_svg
from cjm_desktop.formats import cjm, lists, workbook
from cjm_desktop.frozen import replace
from cjm_desktop.layout import paper, poster, theme
from cjm_desktop.layout.placement import View
from cjm_desktop.layout.preflight import preflight
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import INFO_ID, PosterSettings
from tests import strategies

#: What is no text in XML, is mirrored, has no width, is a formula, a link or a path, or has no end.
HOSTILE = (
    *("\uffff\ufffe", "\u202egnp.exe", "\u0301", "a" + "\u0301" * 60, "\u200b\u200d\ufe0f", "\u2028\u2029"),
    *("=1+1", "@SUM(1)", "+1", "javascript:alert(1)", "file:///etc/passwd", "../../x", "https://[::1"),
    *("]]>&<\"'", "(\\)", "_x0041_", "{0} %s", "W" * 2_000, "word " * 390, "漢字" * 200, "שלום", "👨‍👩‍👧"),
)
PAPERS = ("A1", "A4", "2A0", "Roll 914", "50 × 50 mm", "50 × 20000 mm", "20 × 20 m", "no paper", "../x", "")


@st.composite
def posters(draw: st.DrawFn) -> Journey:
    """Sound journeys with hostile words, and settings of a poster that are as odd as a file may have them."""
    journey = draw(strategies.journeys(extra=False))
    words = st.sampled_from(HOSTILE)
    fields: dict[str, Any] = {
        "paper": draw(st.sampled_from(PAPERS)),
        "tiles": draw(st.sampled_from((None, None, *PAPERS))),
        "qr": draw(st.one_of(st.none(), st.none(), words)),
        "theme": draw(st.one_of(st.none(), words)),
    }
    own = draw(strategies.parts(PosterSettings, {"scenario": [s.id for s in journey.scenarios]}, **fields))
    records = []
    for record in journey.records():
        for name in ("title", "name", "text"):
            if getattr(record, name, None) is not None and draw(st.booleans()):
                record = replace(record, **{name: draw(words)})
        records.append(replace(record, poster=own) if record.id == INFO_ID else record)
    return Journey(records)


def told(work: Callable[[], Any]) -> Any:
    """What work gives; None when it says in a sentence why it can't."""
    sentences = []
    try:
        return work()
    except CjmError as error:
        sentences = [problem.sentence for problem in error.problems]
    assert sentences
    assert all(sentences)
    return None


def exported(journey: Journey) -> int:
    """How many kinds of files could be made of a journey; each was read back."""
    journey = cjm.read(cjm.write(journey))
    own, look = journey.info.poster or PosterSettings(), theme.load()
    if not paper.is_known(own.paper):
        own = replace(own, paper="A1")
    view = View((own.scenarios or (journey.scenarios[0].id,))[0])
    made = 0
    sheets = told(lambda: poster.sheets_of(journey, view, look, own))
    pages = sheets and told(lambda: poster.pages_of(sheets, look, own, journey.info.language))
    if pages:
        assert all(finding.words for finding in preflight(journey, sheets, pages, own, look))
        pdf = told(lambda: write_pdf(pages, journey))
        if pdf is not None:
            assert pdf == write_pdf(pages, journey)
            assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == len(pages)
            assert b"/URI (javascript" not in pdf
            assert b"/URI (file" not in pdf
            made += 1
        for outlines in (False, True):
            svg = told(lambda letters=outlines: write_svg(pages[-1], journey, outlines=letters))
            if svg is not None:
                ElementTree.fromstring(svg)
                made += 1
    slides = told(lambda: slides_of(journey, view, look, own, per_phase=own.split == "phases"))
    shown = slides and told(lambda: write_pptx(slides, journey, look))
    if shown:
        assert len(pptx.Presentation(io.BytesIO(shown)).slides) == len(slides)
        made += 1
    data, _problems = workbook.write_workbook(journey, workbook.every(journey))
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert cell.hyperlink is None
    for write in (lists.write_cards_csv, lists.write_insights_csv):
        write(journey, [scenario.id for scenario in journey.scenarios], ";")
    return made + 1


CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=CHECKS)
@given(posters())
def test_hostile_posters_are_exported_or_refused_in_a_sentence(journey: Journey) -> None:
    assert exported(journey)


@pytest.mark.slow
@settings(max_examples=1_500, deadline=None, suppress_health_check=CHECKS)
@given(posters())
def test_many_hostile_posters_are_exported_or_refused_in_a_sentence(journey: Journey) -> None:
    assert exported(journey)
