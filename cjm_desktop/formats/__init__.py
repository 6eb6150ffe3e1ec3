"""How a journey is stored and exchanged: the .cjm file, the clipboard, tables, workbooks, themes and other
notations. No Qt."""
