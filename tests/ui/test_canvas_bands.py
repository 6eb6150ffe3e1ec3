"""Bands and signposts on the map: a click selects what they stand for, a drag puts a touchpoint into a band."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from cjm_desktop import resources
from cjm_desktop.formats import cjm
from cjm_desktop.model import edits
from cjm_desktop.model.journey import Journey
from cjm_desktop.ui.canvas.scene import MapScene
from cjm_desktop.ui.document import Document

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def journey() -> Journey:
    found = cjm.read(resources.path("examples", "hardloopschoenen.cjm").read_bytes())
    (lane,) = [n.id for n in found.lanes if n.kind == "actions"]
    found.apply(edits.add_card(found, lane, "tp_a3", "sc_nu", "Keuzehulp", signpost=True))
    return found


def middle(scene: MapScene, key: str) -> QPointF:
    box = scene.layout.bounds_of(key)
    assert box is not None
    return QPointF(*box.centre)


def test_a_click_finds_what_stands_there(journey: Journey) -> None:
    scene = MapScene(Document(journey))
    (card,) = [c for c in journey.cards if c.signpost]
    post = scene.key_at(middle(scene, f"signpost:{card.id}"))
    assert scene.record_of(post) == card.id
    (band,) = scene.layout.bands
    empty = QPointF(band.x + band.width - 30, band.y + band.height / 2)
    assert scene.record_of(scene.key_at(empty)) == "ph_care"
    assert scene.key_at(QPointF(scene.layout.placed["tp_c2"].x, scene.layout.placed["tp_c2"].y)) == "tp_c2"
    run = scene.layout.bounds_of("label:co_loop")
    assert run is not None
    assert scene.record_of(scene.key_at(QPointF(run.x - 20, run.centre[1]))) == "co_loop"
