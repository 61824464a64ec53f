"""Pictures of the sample: landscapes drawn from a seed, without any text. The same name, the same picture."""

import io
from random import Random

from PIL import Image, ImageDraw

SIZE = (960, 540)
COLOURS = 96
SCENES = {
    "wheat": "丰收在望的麦田，远处是村庄和树林",
    "river": "河道两岸绿树成行，河水平缓流过",
    "town": "县城楼房和绿化带，天空晴朗",
    "road": "新修的乡村公路穿过田野",
    "factory": "产业园区的厂房和道路",
    "school": "校园的教学楼和操场",
    "village": "整治后的村庄，白墙灰瓦，庭院整洁",
    "evening": "傍晚的县城，夕阳照在楼房上",
    "snow": "雪后的田野和村庄",
    "orchard": "果园里成排的果树",
}
"""What a picture of each name shows, for who cannot see it."""

_SKIES = {
    "evening": ((250, 178, 106), (255, 226, 178)),
    "snow": ((188, 204, 222), (232, 238, 244)),
}
_SKY = ((126, 180, 228), (222, 238, 250))
_GROUND = {
    "wheat": (214, 176, 84),
    "snow": (236, 240, 246),
    "factory": (150, 156, 150),
    "school": (120, 168, 110),
    "evening": (96, 110, 92),
}


def draw(scene: str, variant: int = 0) -> bytes:
    """A picture (PNG) of a scene."""
    random = Random(f"picture/{scene}/{variant}")  # noqa: S311  (a drawing, not a secret)
    image = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(image)
    _sky(pen, *_SKIES.get(scene, _SKY))
    _sun(pen, random)
    _hills(pen, random, scene)
    ground = _GROUND.get(scene, (118, 164, 92))
    pen.rectangle((0, 330, *SIZE), fill=ground)
    if scene in ("wheat", "orchard", "snow"):
        _rows(pen, ground)
    if scene == "river":
        _band(pen, (108, 160, 190))
    if scene in ("road", "factory"):
        _band(pen, (108, 110, 114))
    if scene in ("town", "evening", "school", "factory"):
        _buildings(pen, random, evening=scene == "evening")
    if scene in ("village", "snow", "wheat"):
        _houses(pen, random)
    if scene not in ("factory", "evening"):
        _trees(pen, random, bare=scene == "snow")
    kept = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT).save(kept, "PNG", optimize=True)
    return kept.getvalue()


Colour = tuple[int, int, int]


def _mix(first: Colour, second: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _sky(pen: ImageDraw.ImageDraw, above: Colour, below: Colour) -> None:
    for band in range(0, 340, 10):
        pen.rectangle((0, band, SIZE[0], band + 10), fill=_mix(above, below, band / 340))


def _sun(pen: ImageDraw.ImageDraw, random: Random) -> None:
    x, y = random.randint(120, 840), random.randint(50, 120)
    pen.ellipse((x - 34, y - 34, x + 34, y + 34), fill=(255, 240, 196))


def _hills(pen: ImageDraw.ImageDraw, random: Random, scene: str) -> None:
    tone = (214, 222, 232) if scene == "snow" else (128, 156, 148)
    for depth in range(3):
        base, colour = 240 + depth * 32, _mix(tone, (96, 134, 110), depth / 4)
        points = [(x, base - random.randint(0, 60 - depth * 14)) for x in range(-40, SIZE[0] + 80, 80)]
        pen.polygon([(-40, 340), *points, (SIZE[0] + 80, 340)], fill=colour)


def _rows(pen: ImageDraw.ImageDraw, ground: Colour) -> None:
    darker = _mix(ground, (60, 70, 40), 0.25)
    for x in range(-900, SIZE[0] + 900, 60):
        pen.line((SIZE[0] / 2 + (x - SIZE[0] / 2) * 0.25, 330, x, SIZE[1]), fill=darker, width=5)


def _band(pen: ImageDraw.ImageDraw, colour: Colour) -> None:
    pen.polygon([(440, 330), (500, 330), (860, 540), (160, 540)], fill=colour)
    if colour[0] == colour[1] - 2:
        for n in range(5):
            y = 340 + n * n * 8
            pen.line((474, y, 480, y + 6 + n * 6), fill=(236, 236, 226), width=2 + n)


def _buildings(pen: ImageDraw.ImageDraw, random: Random, *, evening: bool) -> None:
    x = 30
    while x < SIZE[0] - 90:
        width, height = random.randint(60, 130), random.randint(70, 210)
        wall = _mix((206, 196, 184), (150, 168, 190), random.random())
        wall = _mix(wall, (60, 54, 70), 0.5) if evening else wall
        pen.rectangle((x, 370 - height, x + width, 370), fill=wall)
        lit = (255, 222, 140) if evening else (120, 150, 178)
        for row in range(370 - height + 12, 356, 22):
            for place in range(x + 8, x + width - 12, 18):
                pen.rectangle((place, row, place + 9, row + 11), fill=lit)
        x += width + random.randint(6, 46)


def _houses(pen: ImageDraw.ImageDraw, random: Random) -> None:
    x = random.randint(20, 90)
    while x < SIZE[0] - 100:
        width, top = random.randint(70, 110), random.randint(300, 330)
        pen.rectangle((x, top, x + width, top + 46), fill=(242, 240, 234))
        roof = [(x - 8, top), (x + 14, top - 24), (x + width - 14, top - 24), (x + width + 8, top)]
        pen.polygon(roof, fill=(104, 108, 114))
        pen.rectangle((x + width / 2 - 8, top + 18, x + width / 2 + 8, top + 46), fill=(140, 96, 70))
        x += width + random.randint(30, 120)


def _trees(pen: ImageDraw.ImageDraw, random: Random, *, bare: bool) -> None:
    for _ in range(26):
        x, y = random.randint(0, SIZE[0]), random.randint(350, 470)
        size = 8 + (y - 340) // 7
        pen.rectangle((x - 2, y, x + 2, y + size), fill=(104, 80, 60))
        leaf = (226, 232, 238) if bare else _mix((70, 122, 70), (120, 160, 84), random.random())
        pen.ellipse((x - size, y - size * 2, x + size, y + 4), fill=leaf)
