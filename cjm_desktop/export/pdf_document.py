"""The document around the pages: reportlab's objects for pages, forms, fonts and the catalogue."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import partial

from cjm_desktop.export import pdf_metadata, pdf_navigation, pdf_pages
from cjm_desktop.export.pdf_content import Content, Shelf
from cjm_desktop.export.pdf_file import Document
from cjm_desktop.export.pdf_fonts import PdfFace
from cjm_desktop.export.pdf_images import PdfImage, pdf_image
from cjm_desktop.export.pdf_links import Addresses, annotation
from cjm_desktop.export.pdf_page_content import PageContent
from cjm_desktop.export.pdf_tags import Tags
from cjm_desktop.layout.geometry import Rect
from cjm_desktop.layout.placement import Page
from cjm_desktop.layout.reading_order import picture_words
from cjm_desktop.model import progress
from cjm_desktop.model.journey import Journey


class _Builder:
    """Gives reportlab's document the objects one by one and knows their references by name."""

    def __init__(self, title: str, language: str) -> None:
        self.document = Document(language)
        self._names: dict[str, str] = {}
        title = pdf_metadata.one_line(title)
        self.document.setTitle(title)
        catalogue = self.document.catalogue
        catalogue["ViewerPreferences"] = "<< /DisplayDocTitle true >>"
        # Not packed: programs that know nothing of PDF find it by its text.
        catalogue["Metadata"] = self.packed(
            pdf_metadata.xmp(title, language), "/Type /Metadata /Subtype /XML"
        )
        profile = self.stream(pdf_metadata.colour_profile(), "/N 3")
        catalogue["OutputIntents"] = (
            "[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1)"
            f" /Info (sRGB IEC61966-2.1) /DestOutputProfile {profile} >>]"
        )

    def add(self, data: bytes, name: str | None = None) -> str:
        """The reference ("12 0 R") of an object."""
        text = self.document.add(data)
        if name is not None:
            self._names[name] = text
        return text

    def stream(self, data: bytes, entries: str = "", name: str | None = None) -> str:
        packed = zlib.compress(data, 6)
        return self.packed(packed, f"/Filter /FlateDecode {entries}", name)

    def packed(self, data: bytes, entries: str, name: str | None = None) -> str:
        """A stream that is packed already; `entries` names its filter."""
        head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode("ascii")
        return self.add(b"".join((head, data, b"\nendstream\n")), name)

    def resources(self, content: Content) -> str:
        """The dictionary of what the operators of a page or form name."""
        kinds: dict[str, list[str]] = {}
        for kind, name in content.used:
            entry = _alpha(name) if kind == "ExtGState" else self._names[name]
            kinds.setdefault(kind, []).append(f"/{name} {entry}")
        inner = " ".join(f"/{kind} << {' '.join(entries)} >>" for kind, entries in kinds.items())
        return f"<< {inner} >>"

    def face(self, face: PdfFace) -> None:
        """A composite font whose codes are the glyph ids of the file, cut to the glyphs that were drawn."""
        data = face.subset()
        file = self.stream(data, f"/Length1 {len(data)}")
        base = face.subset_name()
        left, bottom, right, top = face.box
        descriptor = self.add(
            f"<< /Type /FontDescriptor /FontName /{base} /Flags 4 /FontBBox [{left} {bottom} {right} {top}]"
            f" /ItalicAngle {face.italic_angle} /Ascent {face.ascent} /Descent {face.descent}"
            f" /CapHeight {face.cap_height} /StemV 80 /FontFile2 {file} >>".encode("ascii")
        )
        inner = self.add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{base}"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            f" /FontDescriptor {descriptor} /DW 0 /W [{face.width_ranges()}] /CIDToGIDMap /Identity >>".encode(
                "ascii"
            )
        )
        unicode = self.stream(face.unicode_map())
        self.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base} /Encoding /Identity-H"
            f" /DescendantFonts [{inner}] /ToUnicode {unicode} >>".encode("ascii"),
            face.name,
        )

    def image(self, image: PdfImage) -> None:
        mask = ""
        if image.mask is not None:
            mask = f" /SMask {self.packed(image.mask.data, image.mask.entries)}"
        self.packed(image.data, image.entries + mask, image.name)

    def form(self, name: str, content: Content) -> None:
        left, top, right, bottom = content.box
        entries = f"/Type /XObject /Subtype /Form /BBox [{left:.2f} {top:.2f} {right:.2f} {bottom:.2f}]"
        data = content.data()
        entries += f" /Resources {self.resources(content)}"
        # A hundred bytes don't get smaller.
        if len(data) < 100:
            self.packed(data, entries, name)
        else:
            self.stream(data, entries, name)

    def page(self, page: Page, content: PageContent, number: int, annotations: str) -> str:
        """The reference of a page."""
        unit = pdf_pages.unit(page)
        media = Rect(0, 0, page.width, page.height)
        boxes = " ".join(
            f"/{name}Box [{box.x / unit:.3f} {(page.height - box.bottom) / unit:.3f}"
            f" {box.right / unit:.3f} {(page.height - box.y) / unit:.3f}]"
            for name, box in (("Media", media), ("Bleed", page.bleed), ("Trim", page.trim))
        )
        if unit > 1:
            boxes += f" /UserUnit {unit}"
        group = "/Group << /S /Transparency /CS /DeviceRGB >> " if content.is_transparent else ""
        # The order of reading is also that of the Tab key.
        return self.document.add_page(
            f"<< /Type /Page /Parent {self.document.pages} {boxes}"
            f" {group}/Resources {self.resources(content)} /StructParents {number} /Tabs /S {annotations}"
            f" /Contents {self.packed(content.packed(), '/Filter /FlateDecode')} >>".encode("ascii")
        )


def _alpha(name: str) -> str:
    """The state of a name like "A050": half opaque."""
    return f"<< /ca {int(name[1:]) / 100:.2f} /CA {int(name[1:]) / 100:.2f} >>"


def assemble(pages: Sequence[Page], journey: Journey, title: str) -> bytes:
    """The bytes of the document; see `pdf.write_pdf`."""
    shelf = Shelf(partial(pdf_image, journey), picture_words(journey))
    progress.step()
    tags, addresses = Tags(pages, journey), Addresses(journey)
    contents = pdf_pages.drawn(pages, shelf, tags, addresses)
    builder = _Builder(title, journey.info.language)
    for face in shelf.faces.values():
        progress.step()
        builder.face(face)
    for image in shelf.images.values():
        progress.step()
        builder.image(image)
    for name, form in shelf.forms.items():  # a form comes after those that it uses
        progress.step()
        builder.form(name, form)
    document, links = builder.document, addresses.links
    first = document.reserve(len(links))
    references = []
    for number, (page, content) in enumerate(zip(pages, contents)):
        own = [f"{first + i} 0 R" for i, link in enumerate(links) if link.page == number]
        references.append(builder.page(page, content, number, f"/Annots [{' '.join(own)}]" if own else ""))
    for i, link in enumerate(links):
        link.element.link = (link.page, first + i)
        document.add_small(first + i, annotation(link, references[link.page], len(pages) + i))
    tags.write(document, references, [link.element for link in links])
    pdf_navigation.add_bookmarks(document, tags, pages, references)
    pdf_navigation.add_labels(document, pages)
    return document.format()
