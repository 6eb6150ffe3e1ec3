"""Sentences of problems in the user's language."""

from cjm_desktop.i18n import in_language
from cjm_desktop.model.problems import PATTERNS, Problem
from cjm_desktop.model.records import Comment, Evidence, Persona


def test_a_pattern_is_called_by_its_name_in_the_language() -> None:
    problem = Problem("personas[0].colour", "pattern", {"value": "rood", "name": "colour"})
    assert problem.sentence == "personas[0].colour: “rood” is not a valid colour"
    with in_language("nl"):
        assert problem.sentence == "personas[0].colour: “rood” is geen geldige kleur"


def test_every_pattern_has_a_name() -> None:
    from cjm_desktop.model.fields import specs

    found = {s.pattern.name for kind in (Persona, Evidence, Comment) for s in specs(kind) if s.pattern}
    assert found >= {"colour", "date"}
    assert found <= set(PATTERNS)
