"""What the Export menu makes for office programs: a workbook, and lists of cards and insights."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cjm_desktop.i18n import _
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey
from cjm_desktop.model.problems import CjmError
from cjm_desktop.model.records import RecordId
from cjm_desktop.ui import errors, text
from cjm_desktop.ui.acting import Acting

if TYPE_CHECKING:
    from cjm_desktop.formats.table import Separator


class OfficeActions(Acting):
    """Bound to one window."""

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action id → what it does."""
        return {
            "export_xlsx": self.export_xlsx,
            "export_cards": self.export_cards,
            "export_insights": self.export_insights,
        }

    def export_xlsx(self) -> None:
        """Write all scenarios as a workbook."""
        from cjm_desktop.formats.workbook import every, write_workbook  # few journeys leave as one

        files = self.window_.files
        path = files.export_path(_("Export workbook"), f"{_('Excel workbook')} (*.xlsx)", ".xlsx")
        if path is None:
            return
        journey = self.document.journey
        try:
            with text.telling(self.window_, _("The workbook is made…")):
                data, problems = write_workbook(journey, every(journey))
        except progress.Cancelled:
            return
        except CjmError as error:
            errors.show(self.window_, error, _("The workbook is not written."))
            return
        files.write_export(path, data, problems)

    def export_cards(self) -> None:
        """Write the cards of the scenario as a list."""
        from cjm_desktop.formats.lists import write_cards_csv

        self._export_list(_("Export cards"), _("cards"), write_cards_csv)

    def export_insights(self) -> None:
        """Write what the scenario teaches as a list."""
        from cjm_desktop.formats.lists import write_insights_csv

        self._export_list(_("Export insights"), _("insights"), write_insights_csv)

    def _export_list(
        self,
        title: str,
        about: str,
        write: Callable[[Journey, list[RecordId], Separator], bytes],
    ) -> None:
        from cjm_desktop.formats.table import separator_for

        files = self.window_.files
        kinds = f"{_('CSV table')} (*.csv);;{_('TSV table')} (*.tsv)"
        path = files.export_path(title, kinds, ".csv", about)
        if path is None:
            return
        separator = separator_for(self.document.language, path.suffix.lower() == ".tsv")
        files.write_export(path, write(self.document.journey, [self.document.scenario], separator))
