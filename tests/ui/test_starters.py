"""What journeys start from: the user's own templates, pictures of templates, the examples of the Help menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QDialog

from cjm_desktop import settings
from cjm_desktop.formats import own_template, template
from cjm_desktop.model import edits, rules
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.records import Comment, Evidence, PosterSettings
from cjm_desktop.ui import library, lifetime, text
from cjm_desktop.ui.dialogs import template_picture
from cjm_desktop.ui.dialogs.save_template import SaveTemplate
from cjm_desktop.ui.dialogs.start_page import StartPage
from cjm_desktop.ui.dialogs.template_cards import BundledCard, OwnCard
from cjm_desktop.ui.starter_actions import examples
from cjm_desktop.ui.windows import Windows
from tests.ui.conftest import small_journey

SIZE = QSize(232, 112)


def settle() -> None:
    for _ in range(40):
        QApplication.processEvents()


def rich() -> Journey:
    journey = small_journey()
    journey.apply(edits.add(journey, Evidence(id="ev_1", source="interview")))
    pay = next(t for t in journey.touchpoints if t.title == "Pay")
    journey.apply(edits.update(journey, pay.id, evidence=("ev_1",), effort=3, cost=2.0, notes="secret"))
    journey.apply(edits.update(journey, journey.phases[0].id, trust=1.0, need="warmth"))
    journey.apply(edits.connect(journey, pay.id, journey.touchpoints[0].id, share=0.2, label="again"))
    journey.apply(edits.add(journey, Comment(id="cm_1", anchor=pay.id, text="why?")))
    return journey


# -- own templates ---------------------------------------------------------------------------------


def test_without_findings_only_what_was_made_stays() -> None:
    journey = rich()
    made = own_template.as_template(journey, "Ours", with_findings=False)
    assert rules.check(made) == []
    assert made.info.title == "Ours"
    assert [t.title for t in made.touchpoints] == [t.title for t in journey.touchpoints]
    assert (made.cards, made.evidence, made.comments) == ((), (), ())
    assert all(t.experience == () for t in made.touchpoints)
    pay = next(t for t in made.touchpoints if t.title == "Pay")
    assert (pay.effort, pay.cost, pay.notes, pay.evidence) == (None, None, None, ())
    assert (made.phases[0].trust, made.phases[0].need) == (None, "warmth")
    assert [(c.label, c.share) for c in made.connections] == [("again", None)]
    assert made.lanes == journey.lanes


def test_with_findings_everything_stays() -> None:
    journey = rich()
    made = own_template.as_template(journey, "Ours", with_findings=True)
    assert [r for r in made.records() if r.id not in ("info", "stamp")] == [
        r for r in journey.records() if r.id not in ("info", "stamp")
    ]
    fresh = own_template.started(made, "2026-11-22")
    assert (fresh.stamp.created, fresh.stamp.revision) == ("2026-11-22", 0)


def test_two_journeys_of_an_own_template_share_no_ids() -> None:
    journey = rich()
    journey.apply(edits.duplicate(journey, [journey.scenarios[0].id]))
    poster = PosterSettings(lanes=(journey.lanes[0].id,))
    journey.apply(edits.update(journey, "info", poster=poster))
    one, two = own_template.started(journey, None), own_template.started(journey, None)
    ids = [{r.id for r in each.records()} - {"info", "stamp"} for each in (journey, one, two)]
    assert ids[0].isdisjoint(ids[1])
    assert ids[1].isdisjoint(ids[2])
    assert rules.check(one) == []
    assert len(one) == len(journey)
    lineages = [[t.lineage for t in one.road(s.id)] for s in one.scenarios]
    assert lineages[0] == lineages[1] == [t.id for t in one.road(one.scenarios[0].id)]
    assert one.info.poster is not None
    assert one.info.poster.lanes == (one.lanes[0].id,)
    assert [c.text for c in one.cards] != []


def test_a_journey_is_kept_as_a_template_and_started_from(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = windows.show_new(rich())

    def run(dialog: QDialog) -> bool:
        assert isinstance(dialog, SaveTemplate)
        dialog.field.field.setText("Our own way")
        lifetime.hold(dialog)
        dialog.deleteLater()
        return True

    monkeypatch.setattr(lifetime, "run", run)
    window.actions_["save_template"].trigger()
    assert "Our own way" in window.status.currentMessage()
    page = StartPage(window, windows)
    (card,) = page.findChildren(OwnCard)
    settle()
    card._use()
    opened = windows.open_windows[-1].document.journey
    assert opened.info.title == "Our own way"
    assert opened.cards == ()
    assert len(opened.touchpoints) == 5
    page.deleteLater()


def test_own_templates_are_renamed_and_deleted(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    library.save_template(rich(), "First", with_findings=True)
    page = StartPage(None, windows)
    monkeypatch.setattr(text, "ask_name", lambda *_a, **_k: "Second")
    page.findChildren(OwnCard)[0]._rename()
    assert [kept.name for kept in library.templates()[0]] == ["Second"]
    monkeypatch.setattr(text, "ask", lambda *_a, **_k: "delete")
    QApplication.sendPostedEvents(None, 0)
    card = next(c for c in page.findChildren(OwnCard) if not c.isHidden())
    card._delete()
    assert library.templates()[0] == []
    page.deleteLater()


def test_broken_templates_are_skipped_with_a_sentence(windows: Windows) -> None:
    library.save_template(rich(), "Good", with_findings=False)
    folder = settings.data_dir() / "templates"
    (folder / "torn.cjm").write_text("{")
    (folder / "notes.txt").write_text("hello")
    kept, skipped = library.templates()
    assert [each.name for each in kept] == ["Good"]
    assert len(skipped) == 2
    assert skipped[1].count("torn.cjm") == 1
    page = StartPage(None, windows)
    said = [label.text() for label in page.findChildren(text.PlainLabel)]
    assert any("torn.cjm" in words and "notes.txt" in words for words in said)
    page.deleteLater()


# -- pictures --------------------------------------------------------------------------------------


def test_every_template_has_a_picture_of_its_own(qapp: QApplication) -> None:
    seen: set[bytes] = set()
    for each in template.templates("en"):
        image = template_picture.picture(
            (each.id, "test"), template.from_template(each.id, "en"), SIZE
        ).toImage()
        assert image.size() == SIZE * 2
        seen.add(bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits()))
        colours = {QColor(image.pixel(x, 30)).name() for x in range(0, image.width(), 4)}
        assert len(colours) > 3, each.id
    assert len(seen) == 14


def test_pictures_are_painted_after_the_page_and_kept(windows: Windows) -> None:
    template_picture._made.clear()
    page = StartPage(None, windows)
    cards = page.findChildren(BundledCard)
    assert len(cards) == 14
    assert not any(card.is_painted for card in cards)
    settle()
    assert all(card.is_painted for card in cards)
    page.deleteLater()
    again = StartPage(None, windows)
    assert all(card.is_painted for card in again.findChildren(BundledCard))
    again.deleteLater()


def test_a_journey_without_a_scenario_has_an_empty_picture(qapp: QApplication) -> None:
    assert not template_picture.picture(("none",), Journey(), SIZE).isNull()


# -- examples --------------------------------------------------------------------------------------


def test_examples_are_listed_in_the_language_of_the_window(windows: Windows) -> None:
    dutch, english = examples("nl"), examples("en")
    assert len(dutch) == len(english) >= 6
    assert {p.stem + "-en" for p, _title in dutch} == {p.stem for p, _title in english}
    assert ("noorderlicht", "Een jas kopen bij Noorderlicht") in [(p.stem, title) for p, title in dutch]
    window = windows.show_new(small_journey())
    window.starters.fill()
    actions = window.actions_.menus["help/examples"].actions()
    assert [a.text().replace("&", "") for a in actions] == [t.replace("&", "") for _p, t in english]
    actions[0].trigger()
    opened = windows.open_windows[-1]
    assert opened.document.journey.info.title == english[0][1]
    assert opened.document.path is None
