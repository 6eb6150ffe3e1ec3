"""The map on the screen: scene, view, items, tools."""
