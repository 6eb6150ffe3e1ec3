"""The dialogs: start, poster, import, settings, shortcuts, about, recovery."""
