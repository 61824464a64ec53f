"""Codes to share by: the quick way gives exactly what the library gives."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.portal import qr


@settings(max_examples=25)
@given(st.integers(1990, 2090), st.integers(1, 9_999_999))
def test_the_same_code_as_the_library(year, number):
    text = f"http://www.weishi.example/art/{year}/{number}.html"
    assert qr.modules(text) == qr._modules(text.encode(), None)


@pytest.mark.parametrize("text", ["0", "https://例.example/", "~" * 90])
def test_any_text_will_do(text):
    assert qr.modules(text) == qr._modules(text.encode(), None)


def test_the_picture_has_every_dark_module_where_it_is():
    text = "http://www.weishi.example/art/2020/447.html"
    width, bits = qr.modules(text)
    picture = qr.svg(text, "二维码")
    x, y, dark = 0, 0, set()
    for step, first, second in re.findall(r"([hm])(-?\d+)(?: (\d+))?", picture.split("M0 .5")[1]):
        if step == "h":
            dark |= {(x + n, y) for n in range(int(first))}
        x, y = x + int(first), y + int(second or 0)
    said = f"{bits:0{width * width}b}"
    assert dark == {(n % width, n // width) for n, each in enumerate(said) if each == "1"}
    assert f'viewBox="-4 -4 {width + 8} {width + 8}"' in picture
    assert "style" not in picture
