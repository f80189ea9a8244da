"""Drawings are still pictures: nothing runs in them, moves or comes from elsewhere."""

from __future__ import annotations

import pytest

from site_builder.content.svg import fault

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def svg(inside: str, attributes: str = "") -> bytes:
    return f"<svg {NS} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    "drawing",
    [
        svg(""),
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + svg("<g><path d='M0 0'/></g>"),
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + svg(""),
        svg("<style>.a { fill: url(#g); }</style><rect class='a' style='fill:#fff'/>"),
        svg("<use xlink:href='#a'/><use href='#a'/><image href='data:image/png;base64,AAAA'/>"),
        svg("<filter id='f'><feGaussianBlur stdDeviation='1'/></filter><rect filter='url(#f)'/>"),
        svg('<metadata xmlns:x="http://ns.example/"><x:note x:href="">made by hand</x:note></metadata>'),
        svg("<image href='data:image/jpg;base64,AAAA'/><flowRoot><flowPara>Text</flowPara></flowRoot>"),
        svg("<defs><font><font-face font-family='a'/><missing-glyph d='M0'/><glyph d='M0'/></font></defs>"),
        b"<?xpacket begin='' id='x'?>" + svg("<path d='M0'/>") + b"<?xpacket end='w'?>",
        svg(
            "<style>.\\31 x { fill: red } .a\\:b { fill: url(#g) } /* C:\\\\a */</style><g style='font-family:\\27 A'/>"
        ),
        svg("<a xlink:href='https://www.york.gov.uk/a?b=(c)#d' target='_parent'><rect/></a><a href='HTTP://a.uk'/>"),
        svg("<a href='#part'><text>x</text></a>"),
        svg("<title>A map</title><desc>Of York</desc><text>York</text><!-- a comment -->"),
    ],
)
def test_a_still_drawing_is_fine(drawing: bytes) -> None:
    assert fault(drawing) == ""


@pytest.mark.parametrize(
    ("drawing", "words"),
    [
        (svg("<script>alert(1)</script>"), "it has <script>"),
        (svg('<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>'), "it has <script>"),
        (svg("<foreignObject/>"), "it has <foreignObject>"),
        (svg('<h:iframe xmlns:h="http://www.w3.org/1999/xhtml"/>'), "it has <iframe>"),
        (svg("<a href='javascript:alert(1)'/>"), "it leads to 'javascript:alert(1)'"),
        (svg("<a href='https://www.gov.uk@evil.example/'/>"), "it leads to 'https://www.gov.uk@evil.example/'"),
        (svg("<a href='https:///evil.example/'/>"), "it leads to 'https:///evil.example/'"),
        (svg("<a href='https:\\\\evil.example/'/>"), "it leads to 'https:\\\\evil.example/'"),
        (svg("<a href='https://a.uk/&#x202E;'/>"), "it leads to 'https://a.uk/"),
        (svg("<a href='../../page.html'/>"), "it leads to '../../page.html'"),
        (svg("<a href='//evil.example/'/>"), "it leads to '//evil.example/'"),
        (svg("<a href='https://a.uk/' ping='https://evil.example/'/>"), "it leads to 'https://evil.example/'"),
        (svg("<a href='https://a.uk/' xml:base='https://evil.example/'/>"), "it leads to 'https://evil.example/'"),
        (svg("<image href='https://a.uk/'/>"), "it leads to 'https://a.uk/'"),
        (svg("<x:a xmlns:x='urn:x' href='https://a.uk/'/>"), "it leads to 'https://a.uk/'"),
        (svg("<animate attributeName='href' values='javascript:alert(1)'/>"), "it has <animate>"),
        (svg("<set attributeName='onclick' to='x'/>"), "it has <set>"),
        (svg("<handler/>"), "it has <handler>"),
        (svg("", "onload='alert(1)'"), "it has the event handler 'onload'"),
        (svg("<g ONCLICK='x'/>"), "it has the event handler 'ONCLICK'"),
        (svg("<image href='https://evil.example/t.png'/>"), "it leads to 'https://evil.example/t.png'"),
        (svg("<image xlink:href='//evil.example/t.png'/>"), "it leads to '//evil.example/t.png'"),
        (svg("<image href='data:image/svg+xml,x'/>"), "it leads to 'data:image/svg+xml,x'"),
        (svg("<use href='other.svg#a'/>"), "it leads to 'other.svg#a'"),
        (svg("<g xml:base='https://evil.example/'/>"), "it leads to 'https://evil.example/'"),
        (svg("<rect fill='url(https://evil.example/#a)'/>"), "it loads 'https://evil.example/#a'"),
        (svg("<rect style='fill: URL( \"//evil.example/\" )'/>"), "it loads '//evil.example/'"),
        (svg("<style><title/>@import 'x.css';</style>"), "its style has <title>"),
        (svg("<rect fill='\\75rl(https://evil.example/m.svg#a)'/>"), "it loads 'https://evil.example/m.svg#a'"),
        (svg("<style>a { fill: u\\000072\nl(\\68ttps://evil.example/) }</style>"), "it loads 'https://evil.example/'"),
        (svg("<style>a { fill: url('\\\nhttps://evil.example/') }</style>"), "it loads 'https://evil.example/'"),
        (svg("<style>a { fill: url('\\0 #a') }</style>"), "it loads '\ufffd#a'"),
        (svg("<style>a { fill: url('\\110000 #a') }</style>"), "it loads '\ufffd#a'"),
        (svg("<style>/* url(# */ a { fill: url(https://evil.example/) }</style>"), "it loads 'https://evil.example/'"),
        (svg("<rect mask='url(#a url(//evil.example/)'/>"), "it loads '//evil.example/'"),
        (svg("<style>a { background: src('x.png') }</style>"), "its style has 'src('"),
        (svg("<style>@import 'x.css';</style>"), "its style has '@import'"),
        (svg("<style>@im<![CDATA[port 'x.css']]></style>"), "its style has '@import'"),
        (svg("<style>@\\69mport 'x.css'</style>"), "its style has '@import'"),
        (svg("<style>a { background: image-set('x.png' 1x) }</style>"), "its style has 'image-set('"),
        (b"<?xml-stylesheet href='x.css'?>" + svg(""), "it has the instruction 'xml-stylesheet'"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg("&a;"), "it declares entities"),
        (b"<svg/>", "it does not begin with <svg>"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "it does not begin with <svg>"),
        (b"", "it is not well-formed"),
        (b"<svg", "it is not well-formed"),
        (b"\x00\x01\x02", "it is not well-formed"),
        (b"<?xml version='1.0' encoding='none'?>" + svg(""), "it is not well-formed"),
        (svg("<g>" * 3), "it is not well-formed"),
    ],
)
def test_one_that_can_do_something_is_refused(drawing: bytes, words: str) -> None:
    assert fault(drawing).startswith(words)
