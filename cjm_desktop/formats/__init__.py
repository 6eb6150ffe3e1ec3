"""How a journey is stored and exchanged: the .cjm file, the clipboard, tables and other notations. No Qt."""
