"""The dialogs: start, poster, themes, import, library, settings, guide, shortcuts, about, recovery."""
