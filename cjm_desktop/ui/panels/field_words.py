"""The words of the forms: the table of sections, fields and choices per kind of record.

Every field of `model.fields.specs` stands here once, or in HIDDEN with the reason; a test holds the two together.
"""

from __future__ import annotations

from typing import Final

from cjm_desktop.i18n import N_

#: Fields without a widget: ids never change, order is changed by moving, a stamp is written by saving alone, and the
#: bytes of a picture come from a picture file.
HIDDEN: Final[dict[str, frozenset[str]]] = {
    "*": frozenset(("id", "order")),
    "stamp": frozenset(("created", "modified", "revision")),
    "asset": frozenset(("media_type", "data", "width", "height", "sha256")),
    "info": frozenset(("checks",)),  # ticked in the panel of the method's steps
}

#: Kind → sections: (title, fields). The first section is always open; "" gives no title.
FORMS: Final[dict[str, tuple[tuple[str, tuple[tuple[str, str], ...]], ...]]] = {
    "info": (
        (
            "",
            (
                ("title", N_("Title")),
                ("purpose", N_("Purpose")),
                ("audience", N_("Audience")),
                ("brand", N_("Brand")),
                ("sector", N_("Sector")),
                ("offering", N_("Product or service")),
                ("language", N_("Language of the journey")),
            ),
        ),
        (
            N_("Scope"),
            (
                ("scope", N_("Scope")),
                ("type", N_("Type")),
                ("process", N_("Process")),
                ("process_from", N_("Runs from")),
                ("process_to", N_("Runs until")),
                ("emotion_scale", N_("Scale of the emotion")),
                ("cycles", N_("Names of the cycles (one a line)")),
                ("phases_locked", N_("The phases are fixed")),
                ("benefits", N_("Expected benefits")),
            ),
        ),
        (
            N_("On the poster"),
            (
                ("participants", N_("Participants (one a line)")),
                ("confidentiality", N_("Confidentiality")),
                ("logo", N_("Logo")),
                ("poster", N_("Poster")),
            ),
        ),
    ),
    "persona": (
        (
            "",
            (
                ("name", N_("Name")),
                ("description", N_("Description")),
                ("quote", N_("Quote")),
                ("goals", N_("Goals (one a line)")),
                ("needs", N_("Needs")),
                ("colour", N_("Colour")),
                ("portrait", N_("Portrait")),
            ),
        ),
        (
            N_("Background"),
            (
                ("motivations", N_("Motivations (one a line)")),
                ("expectations", N_("Expectations (one a line)")),
                ("segment", N_("Segment")),
            ),
        ),
        (
            N_("Role in a buying group"),
            (
                ("dmu_role", N_("Role")),
                ("department", N_("Department")),
                ("interest", N_("Interest")),
                ("criterion", N_("Criterion")),
                ("influence", N_("Influence (1 to 3)")),
                ("stance", N_("Stance")),
                ("influences", N_("Sways these people")),
            ),
        ),
    ),
    "scenario": (
        (
            "",
            (
                ("name", N_("Name")),
                ("state", N_("State")),
                ("tone", N_("Tone")),
                ("personas", N_("Personas")),
                ("start", N_("Starts with")),
                ("end", N_("Ends with")),
                ("road", N_("Shape of the road")),
                ("derived_from", N_("Derived from")),
                ("joins", N_("Joins these scenarios")),
            ),
        ),
    ),
    "phase": (
        (
            "",
            (
                ("name", N_("Name")),
                ("subtitle", N_("Subtitle")),
                ("colour", N_("Colour")),
                ("customer_goal", N_("Goal of the customer")),
                ("business_goal", N_("Goal of the organisation")),
                ("need", N_("Need")),
                ("information", N_("Information or support needed")),
                ("questions", N_("Questions (one a line)")),
            ),
        ),
        (
            N_("Guidance"),
            (
                ("dos", N_("Do (one a line)")),
                ("donts", N_("Don't (one a line)")),
                ("kpis", N_("Measures (one a line)")),
                ("differentiator", N_("What sets us apart here")),
                ("status", N_("Who the customer is by now")),
            ),
        ),
        (
            N_("Scores (−2 to 2)"),
            (
                ("perception", N_("Perception")),
                ("trust", N_("Trust")),
                ("advocacy", N_("Advocacy")),
            ),
        ),
        (
            N_("Place in the map"),
            (
                ("cycle", N_("Cycle")),
                ("spans", N_("Drawn as")),
                ("spanned", N_("Band under the phases")),
            ),
        ),
    ),
    "lane": (
        (
            "",
            (
                ("name", N_("Name")),
                ("kind", N_("Kind")),
                ("visible", N_("Shown on the map")),
                ("height", N_("Least height (points)")),
            ),
        ),
    ),
    "touchpoint": (
        (
            "",
            (
                ("title", N_("Title")),
                ("personas", N_("Who")),
                ("channel", N_("Channel")),
                ("experience", N_("Emotion")),
                ("owner", N_("Owner")),
                ("evidence", N_("Evidence")),
                ("moment_of_truth", N_("Moment of truth")),
            ),
        ),
        (
            N_("Details"),
            (
                ("phase", N_("Phase")),
                ("scenario", N_("Scenario")),
                ("kind", N_("Kind")),
                ("task", N_("Task")),
                ("directness", N_("Directness")),
                ("media", N_("Media")),
                ("device", N_("Device")),
                ("human", N_("Contact with a person")),
                ("helpers", N_("Helpers")),
                ("outcome", N_("Outcome")),
                ("status", N_("Meant for")),
                ("information", N_("Information needed")),
                ("consequence", N_("What follows from it")),
                ("tags", N_("Tags (one a line)")),
                ("image", N_("Picture")),
            ),
        ),
        (
            N_("Measures"),
            (
                ("effort", N_("Effort (1 to 7)")),
                ("touch_time", N_("Time spent (minutes)")),
                ("wait_time", N_("Time waited (minutes)")),
                ("cost", N_("Cost")),
                ("entry", N_("Begins here (%)")),
                ("drop_off", N_("Leaves here")),
            ),
        ),
        (
            N_("Notes"),
            (
                ("context", N_("Context")),
                ("notes", N_("Notes")),
                ("lineage", N_("Same moment in other scenarios")),
                ("dx", N_("Moved sideways (points)")),
                ("dy", N_("Moved down (points)")),
            ),
        ),
    ),
    "connection": (
        (
            "",
            (
                ("source", N_("From")),
                ("target", N_("To")),
                ("kind", N_("Kind")),
                ("share", N_("Share (%)")),
                ("label", N_("Label")),
                ("condition", N_("Condition")),
                ("count", N_("Number of customers")),
                ("delay", N_("Delay (minutes)")),
                ("forced", N_("The customer has no choice")),
            ),
        ),
    ),
    "card": (
        (
            "",
            (
                ("text", N_("Text")),
                ("severity", N_("Severity (0 to 4)")),
                ("quick_win", N_("Quick win")),
                ("owner", N_("Owner")),
                ("status", N_("Status")),
                ("due", N_("Due")),
                ("answers", N_("Answers these pain points")),
                ("evidence", N_("Evidence")),
                ("signpost", N_("Signpost beside the road")),
                ("author", N_("Author")),
                ("colour", N_("Colour")),
            ),
        ),
        (
            N_("Weighing"),
            (
                ("frequency", N_("How often (%)")),
                ("impact", N_("Impact (1 to 5)")),
                ("effort", N_("Effort (1 to 5)")),
            ),
        ),
        (
            N_("Measure"),
            (("metric", N_("Measure")), ("value", N_("Value")), ("unit", N_("Unit"))),
        ),
        (
            N_("Place"),
            (
                ("lane", N_("Lane")),
                ("anchor", N_("Touchpoint or phase")),
                ("scenario", N_("Scenario")),
                ("span", N_("Width (touchpoints, or phases)")),
                ("tags", N_("Tags (one a line)")),
                ("image", N_("Picture")),
            ),
        ),
    ),
    "channel": (
        (
            "",
            (
                ("name", N_("Name")),
                ("icon", N_("Icon")),
                ("nature", N_("Nature")),
                ("third_party", N_("Run by someone else")),
            ),
        ),
    ),
    "owner": (
        (
            "",
            (
                ("name", N_("Name")),
                ("initials", N_("Initials")),
                ("department", N_("Department")),
                ("colour", N_("Colour")),
            ),
        ),
    ),
    "evidence": (
        (
            "",
            (
                ("source", N_("Source")),
                ("kind", N_("Kind")),
                ("date", N_("Date")),
                ("n", N_("Number of people")),
                ("quote", N_("Quote")),
            ),
        ),
    ),
    "comment": (
        (
            "",
            (
                ("text", N_("Text")),
                ("author", N_("Author")),
                ("time", N_("Date")),
                ("resolved", N_("Resolved")),
                ("anchor", N_("About")),
            ),
        ),
    ),
}

#: What a kind of record is called, alone and at the head of its form.
KINDS: Final[dict[str, str]] = {
    "info": N_("Customer journey"),
    "persona": N_("Persona"),
    "scenario": N_("Scenario"),
    "phase": N_("Phase"),
    "lane": N_("Lane"),
    "touchpoint": N_("Touchpoint"),
    "connection": N_("Side road"),
    "card": N_("Card"),
    "channel": N_("Channel"),
    "owner": N_("Owner"),
    "evidence": N_("Evidence"),
    "comment": N_("Comment"),
}
KIND_ICONS: Final[dict[str, str]] = {
    "info": "map",
    "persona": "user",
    "scenario": "route",
    "phase": "columns-3",
    "lane": "rows-3",
    "touchpoint": "map-pin",
    "connection": "spline",
    "card": "sticky-note",
    "channel": "radio",
    "owner": "users",
    "evidence": "clipboard-list",
    "comment": "message-square",
}
#: What an edit of a field of that kind is called in the Undo menu.
EDIT_LABELS: Final[dict[str, str]] = {
    "info": N_("Change journey"),
    "persona": N_("Change persona"),
    "scenario": N_("Change scenario"),
    "phase": N_("Change phase"),
    "lane": N_("Change lane"),
    "touchpoint": N_("Change touchpoint"),
    "connection": N_("Change side road"),
    "card": N_("Change card"),
    "channel": N_("Change channel"),
    "owner": N_("Change owner"),
    "evidence": N_("Change evidence"),
    "comment": N_("Change comment"),
}
