"""What a document says of itself: PDF/A-2u, its title, its colours, and nothing of who made it, when or where."""

from __future__ import annotations

import re
from typing import Final

from cjm_desktop import resources
from cjm_desktop.export.pdf_file import PRODUCER

# What XML can't hold (XML 1.0, 2.2); a title with a line break is one line.
_NO_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<pdf:Producer>{producer}</pdf:Producer>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def one_line(title: str) -> str:
    """A title without what metadata can't hold."""
    return " ".join(_NO_XML.sub(" ", title).split())


def _escaped(text: str) -> str:
    # xml.sax.saxutils does the same, and takes 20 ms to import for the sake of urllib.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def xmp(title: str, language: str) -> bytes:
    """The metadata stream, in UTF-8."""
    said = _XMP.format(producer=PRODUCER, title=_escaped(title), language=_escaped(language))
    return said.encode("utf-8")


def colour_profile() -> bytes:
    """The ICC profile of sRGB, which all colours of a poster are."""
    return resources.path("icc", "sRGB.icc").read_bytes()
