"""The panels beside the map: outline at the left, inspector at the right."""
