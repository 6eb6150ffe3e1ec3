"""How a journey leaves the program, without Qt: the PDF player and its parts."""
