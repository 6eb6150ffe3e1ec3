"""How a journey leaves the program, without Qt: players for PDF, SVG and slides, and packing PNG."""
