"""Codes to share by: the quick way gives exactly what the library gives."""

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


def test_the_picture_has_every_dark_module():
    width, bits = qr.modules("http://www.weishi.example/art/2020/447.html")
    picture = qr.svg("http://www.weishi.example/art/2020/447.html", "二维码")
    drawn = sum(
        int(step.split("v")[0].split("h")[1]) for step in picture.split('<path d="')[1].split("z")[:-1]
    )
    assert drawn == bits.bit_count()
    assert f'viewBox="-4 -4 {width + 8} {width + 8}"' in picture
    assert "style" not in picture
