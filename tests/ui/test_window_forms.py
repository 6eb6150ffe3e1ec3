"""The forms: every field of every record can be edited, as one undo step, and nothing typed is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop import i18n
from cjm_desktop.model import edits
from cjm_desktop.model.fields import specs
from cjm_desktop.model.ids import new_id
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import (
    LISTS,
    Channel,
    Comment,
    Evidence,
    Info,
    Owner,
    Stamp,
    Touchpoint,
)
from cjm_desktop.model.starter import starting_records
from cjm_desktop.ui.document import Document
from cjm_desktop.ui.panels.choice_words import CHOICES
from cjm_desktop.ui.panels.choices import ChoiceInput
from cjm_desktop.ui.panels.field_words import EDIT_LABELS, FORMS, HIDDEN, KIND_ICONS, KINDS
from cjm_desktop.ui.panels.form import FieldRow
from cjm_desktop.ui.panels.inputs import LineInput, NumberInput
from cjm_desktop.ui.panels.inspector import Inspector
from cjm_desktop.ui.panels.touchpoint_rows import CellRows, ExperienceRows

CLASSES = [Info, Stamp, *LISTS.values()]


def journey() -> Journey:
    made = Journey(starting_records("en", "A coat", phases=("See", "Buy")))
    scenario = made.scenarios[0].id
    for title in ("Advert", "Basket"):
        made.apply(edits.add_touchpoint(made, scenario, made.phases[0].id, title))
    made.apply(edits.add(made, Owner(id=new_id("owner"), name="Shop")))
    made.apply(edits.add(made, Channel(id=new_id("channel"), name="Shop")))
    made.apply(edits.add(made, Evidence(id=new_id("evidence"), source="Eight talks")))
    made.apply(edits.add(made, Comment(id=new_id("comment"), anchor="info", text="Nice")))
    one, two = made.touchpoints
    made.apply(edits.connect(made, one.id, two.id))
    lane = next(n for n in made.lanes if n.kind == "pains")
    made.apply(edits.add_card(made, lane.id, one.id, scenario, "Dear"))
    return made


@pytest.fixture
def inspector(qapp: QApplication) -> Iterator[Inspector]:
    document = Document.new(journey())
    made = Inspector(document)
    made.resize(320, 900)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QApplication.processEvents()


def row(inspector: Inspector, kind: str, name: str) -> FieldRow:
    rows = [getattr(r, "inner", r) for r in inspector.form(kind).rows]
    return next(r for r in rows if isinstance(r, FieldRow) and r.name == name)


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.KIND)
def test_no_field_is_missing(cls: Any) -> None:
    hidden = HIDDEN["*"] | HIDDEN.get(cls.KIND, frozenset())
    wanted = {s.name for s in specs(cls)} - hidden
    shown = [name for _title, fields in FORMS.get(cls.KIND, ()) for name, _words in fields]
    assert sorted(wanted) == sorted(shown)


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_every_field_of_a_form_has_a_widget(inspector: Inspector, kind: str) -> None:
    first = next(r.id for r in inspector.document.journey.records() if kind == r.KIND)
    inspector.show_records([first])
    shown = {name for _title, fields in FORMS[kind] for name, _words in fields}
    # How the poster was printed is edited in the poster's own dialog.
    assert inspector.form(kind).field_names() == shown - {"poster"}
    assert kind in KINDS
    assert kind in KIND_ICONS
    assert kind in EDIT_LABELS


@pytest.mark.parametrize("cls", CLASSES, ids=lambda c: c.KIND)
def test_every_choice_has_words(cls: Any) -> None:
    for spec in specs(cls):
        if spec.shape == "choice" and cls.KIND in FORMS:
            for value in spec.choices:
                assert (f"{cls.KIND}.{spec.name}", value) in CHOICES or (spec.name, value) in CHOICES


def test_typing_is_one_step_and_reaches_the_record(inspector: Inspector) -> None:
    document = inspector.document
    touchpoint = document.journey.touchpoints[0]
    inspector.select([touchpoint.id])
    field = row(inspector, "touchpoint", "title").input
    assert isinstance(field, LineInput)
    field.field.selectAll()
    QTest.keyClicks(field.field, "Poster in the street")
    assert document.journey.touchpoints[0].title == "Poster in the street"
    assert document.undo_stack.count() == 1
    document.undo()
    settle()
    assert field.field.text() == "Advert"


def test_a_wrong_number_is_said_and_stays(inspector: Inspector) -> None:
    document = inspector.document
    touchpoint = document.journey.touchpoints[0]
    inspector.select([touchpoint.id])
    part = row(inspector, "touchpoint", "wait_time")
    assert isinstance(part.input, NumberInput)
    QTest.keyClicks(part.input.field, "1x")
    settle()
    assert part._error.text() == "This is not a number."
    assert part.input.field.text() == "1x"
    assert document.journey.touchpoints[0].wait_time == 1.0
    QTest.keyClick(part.input.field, Qt.Key.Key_Backspace)
    QTest.keyClicks(part.input.field, ",5")
    assert part._error.text() == ""
    assert document.journey.touchpoints[0].wait_time == 1.5


def test_a_number_beyond_its_range_is_refused_in_a_sentence(inspector: Inspector) -> None:
    document = inspector.document
    connection = document.journey.connections[0]
    inspector.select([connection.id])
    part = row(inspector, "connection", "share")
    assert isinstance(part.input, NumberInput)
    QTest.keyClicks(part.input.field, "220")
    settle()
    assert "outside" in part._error.text()
    assert part.input.field.text() == "220"
    assert document.journey.connections[0].share == pytest.approx(0.22)


def test_decimal_comma_in_dutch(inspector: Inspector) -> None:
    i18n.set_language("nl")
    document = inspector.document
    touchpoint = document.journey.touchpoints[0]
    document.edit(edits.update(document.journey, touchpoint.id, cost=12.5), "x")
    inspector.select([touchpoint.id])
    field = row(inspector, "touchpoint", "cost").input
    assert isinstance(field, NumberInput)
    assert field.field.text() == "12,5"


def test_unknown_is_not_zero(inspector: Inspector) -> None:
    document = inspector.document
    touchpoint = document.journey.touchpoints[0]
    persona = document.journey.personas[0].id
    inspector.select([touchpoint.id])
    rows = next(r for r in inspector.form("touchpoint").rows if isinstance(r, ExperienceRows))
    score = rows.feelings[0].scores["emotional"]
    assert not score.slider.is_known
    QTest.keyClick(score.slider, Qt.Key.Key_Left)

    def felt() -> Any:
        known = document.journey.touchpoints[0].experience_of(persona)
        return known and known.emotional

    assert felt() == -0.1
    QTest.keyClick(score.slider, Qt.Key.Key_Right)
    assert felt() == 0.0
    settle()
    assert score.slider.is_known
    QTest.mouseClick(score._clear, Qt.MouseButton.LeftButton)
    assert felt() is None
    settle()
    assert not score.slider.is_known


def test_several_are_changed_in_one_step(inspector: Inspector) -> None:
    document = inspector.document
    ids = [t.id for t in document.journey.touchpoints]
    inspector.select(ids)
    title = row(inspector, "touchpoint", "title").input
    assert isinstance(title, LineInput)
    assert (title.field.text(), title.field.placeholderText()) == ("", "differs")
    owner = row(inspector, "touchpoint", "owner").input
    assert isinstance(owner, ChoiceInput)
    owner.combo.setCurrentIndex(1)
    owner.combo.activated.emit(1)
    shop = document.journey.owners[0].id
    assert [t.owner for t in document.journey.touchpoints] == [shop, shop]
    assert document.undo_stack.count() == 1


def test_cells_make_change_and_remove_cards(inspector: Inspector) -> None:
    document = inspector.document
    touchpoint = document.journey.touchpoints[0]
    inspector.select([touchpoint.id])
    cells = next(r for r in inspector.form("touchpoint").rows if isinstance(r, CellRows))
    actions = next(r for r in cells.rows if r.kind == "actions")
    QTest.keyClicks(actions.note.field, "Looks up")
    assert [c.text for c in document.journey.cards] == ["Dear", "Looks up"] or [
        c.text for c in document.journey.cards
    ] == ["Looks up", "Dear"]
    assert document.undo_stack.count() == 1
    pains = next(r for r in cells.rows if r.kind == "pains")
    settle()
    assert pains.severity is not None
    pains.severity.combo.activated.emit(4)
    assert next(c for c in document.journey.cards if c.text == "Dear").severity == 3


def test_a_new_owner_is_made_on_the_spot(inspector: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    from cjm_desktop.ui import text

    document = inspector.document
    inspector.select([document.journey.touchpoints[0].id])
    monkeypatch.setattr(text, "ask_name", lambda *a, **k: "Logistics")
    owner = row(inspector, "touchpoint", "owner").input
    assert isinstance(owner, ChoiceInput)
    owner.combo.activated.emit(owner.combo.count() - 1)
    made = next(o for o in document.journey.owners if o.name == "Logistics")
    assert document.journey.touchpoints[0].owner == made.id
    document.undo()
    assert [o.name for o in document.journey.owners] == ["Shop"]


def test_what_is_gone_is_not_shown(inspector: Inspector) -> None:
    document = inspector.document
    touchpoint = document.journey.touchpoints[0]
    inspector.select([touchpoint.id])
    document.edit(edits.delete(document.journey, [touchpoint.id]), "Delete")
    settle()
    assert inspector.ids == ()
    assert inspector._title.text() == "A coat"
    document.undo()
    assert isinstance(document.journey.get(touchpoint.id), Touchpoint)
