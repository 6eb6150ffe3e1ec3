"""The bundled Lucide icons as paths that all players draw, and which icon a channel gets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cjm_desktop import resources
from cjm_desktop.layout.drawing import Colour, Shape, Stroke
from cjm_desktop.layout.geometry import Path
from cjm_desktop.layout.svg_path import parse_element

#: The side of an icon's own box.
BOX = 24.0
UNKNOWN = "circle-help"
_NAME = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_ELEMENT = re.compile(r'<([a-z]+)((?:\s+[a-zA-Z0-9-]+="[^"<>&]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-zA-Z0-9-]+)="([^"]*)"')
_PLAIN = re.compile(rf"(?:\s*(?:{_ELEMENT.pattern}|</[a-z]+>))*\s*")


@cache
def icon(name: str) -> Path:
    """The path of an icon in its 24 × 24 box, to be stroked; an unknown name has the question mark's."""
    # A name comes from a journey's file: nothing but a plain name may become part of a path on disk.
    file = resources.path("icons", f"{name}.svg") if _NAME.fullmatch(name) else None
    if file is None or not file.is_file():
        return icon(UNKNOWN)
    path = Path(())
    for tag, attributes in _elements(file.read_text("utf-8")):
        path = path.joined(parse_element(tag, attributes))
    return path


def _elements(svg: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a file of ours with their attributes, in its order."""
    # Tags with plain attributes in double quotes, as all of ours are, need no XML parser, which takes 3 ms to import.
    if _PLAIN.fullmatch(svg):
        for tag, attributes in _ELEMENT.findall(svg):
            yield tag, dict(_ATTRIBUTE.findall(attributes))
    else:
        from xml.etree import ElementTree

        for element in ElementTree.fromstring(svg).iter():  # our own file, so trusted
            yield element.tag.rpartition("}")[2], dict(element.attrib)


def icon_shape(name: str, x: float, y: float, size: float, colour: Colour, width: float = 2.0) -> Shape:
    """An icon with its upper left corner at (x, y) and a side of `size` points; `width` is the stroke's in
    the 24 × 24 box and grows with the icon."""
    return _placed(name, x, y, size, colour, width)


@lru_cache(maxsize=4096)
def _placed(name: str, x: float, y: float, size: float, colour: Colour, width: float) -> Shape:
    scale = size / BOX
    return Shape(icon(name).mapped(scale, x, y), stroke=Stroke(colour, width * scale, round=True))


# First match wins, so that the narrower word stands above the wider one. A leading "=" wants the whole word, other
# entries the beginning of a word; an entry with a blank is looked for in the whole name.
_CHANNELS: tuple[tuple[str, str], ...] = (
    ("users", "mond tot mond|word of mouth|=wom|vriend|vrienden|friend|famil|kenniss|collega|colleague|peer"),
    ("bot", "chatbot|=bot|bots|robot|assistent|voicebot"),
    ("message-circle", "chat|whatsapp|messenger|livechat|=sms|bericht|messag|=dm"),
    ("star", "review|recens|beoordel|rating|trustpilot"),
    ("smartphone", "social|sociale|instagram|facebook|tiktok|linkedin|snapchat|=app|apps|mobiel|mobile|smartphone"),
    ("video", "video|youtube|webinar|teams|zoom|=tv|televisie|television"),
    ("megaphone", "advertent|advert|=ad|=ads|reclame|campagne|campaign|banner|marketing|flyer|folder|poster|billboard"),
    ("search", "zoek|search|google|bing|=seo|=sea|vergelijk|comparison"),
    ("mail", "e mail|email|mail|brief|letter|nieuwsbrief|newsletter|mailing"),
    ("newspaper", "krant|newspaper|tijdschrift|magazine|nieuws|news|blog|=pers|press"),
    ("radio", "radio|podcast|spotify"),
    ("headphones", "klantenservice|klantcontact|helpdesk|callcenter|contact center|contactcenter|support|servicedesk|"
     "customer service"),
    ("phone", "telefo|phone|=bel|bellen|call|=tel|hotline"),
    ("package", "postkantoor|post office|postnl|=post|pakket|parcel|package|product|afhaalpunt|pickup|retour|return"),
    ("truck", "bezorg|courier|koerier|lever|deliver|transport|vervoer|chauffeur|driver"),
    ("shopping-cart", "webshop|webwinkel|online winkel|winkelmand|winkelwagen|cart|checkout|online shop|online store|"
     "e commerce|ecommerce"),
    ("credit-card", "betaal|betaling|payment|pay|ideal|creditcard|pinnen|kassa|bank"),
    ("receipt", "factuur|invoice|=bon|kassabon|receipt|rekening"),
    ("store", "winkel|store|shop|filiaal|showroom|boetiek|vestiging|branch|supermarkt"),
    ("handshake", "balie|gesprek|counter|desk|afspraak|appointment|meeting|adviseur|adviesgesprek|advisor|"
     "verkoper|sales|persoonlijk|in person|face to face|medewerker|beurs|=fair|loket|accountmanager|account manager"),
    ("stethoscope", "=arts|huisarts|doctor|ziekenhuis|hospital|kliniek|clinic|=gp|verpleeg|nurse|polikliniek|apothee|"
     "pharmac"),
    ("graduation-cap", "school|universit|opleiding|cursus|course|training|college|lesson|=les"),
    ("landmark", "gemeente|municipal|overheid|government|stadhuis|council"),
    ("utensils", "restaurant|eten|diner|dining|kantine"),
    ("coffee", "cafe|café|koffie|coffee"),
    ("train-front", "trein|train|station|metro|=ov"),
    ("bus", "=bus|tram|buss"),
    ("plane", "vliegtuig|vlucht|flight|plane|airport|luchthaven|schiphol"),
    ("car", "=auto|=car|taxi|garage"),
    ("bike", "fiets|bike|bicycle"),
    ("house", "thuis|=home|huis|house|woning"),
    ("building-2", "kantoor|office|bedrijf|company|gebouw|building"),
    ("calendar", "event|evenement|agenda|calendar"),
    ("qr-code", "=qr|scan"),
    ("monitor", "website|homepage|=site|web|portaal|portal|online|internet|computer|desktop|pagina|page|"
     "mijn omgeving|account"),
    ("tablet", "tablet|ipad|kiosk|zuil"),
    ("wrench", "monteur|mechanic|reparat|repair|installat|onderhoud|technician"),
    ("file-text", "document|formulier|=form|contract|handleiding|manual|papier|paper|offerte|quote"),
    ("shirt", "kleding|clothes|passen|fitting"),
    ("gift", "cadeau|gift|loyalt|spaar|voordeel|voucher|coupon"),
)  # fmt: skip


@lru_cache(maxsize=1024)
def channel_icon(name: str) -> str:
    """The name of a fitting icon for a channel with a Dutch or English name; "map-pin" when none fits."""
    words = re.findall(r"[^\W_]+", name.casefold())
    whole = f" {' '.join(words)} "
    for found, entries in _RULES:
        for entry, is_whole in entries:
            if (f" {entry} " if is_whole else f" {entry}") in whole:
                return found
    return "map-pin"


_RULES = tuple(
    (found, tuple((entry.strip("="), entry.startswith("=")) for entry in entries.split("|")))
    for found, entries in _CHANNELS
)
