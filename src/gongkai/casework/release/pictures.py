"""Pictures: where, when, by whom and with what they were taken, small previews, what hangs behind the end."""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image

from gongkai.casework.release.findings import GateFinding, UnreadableFile

_TECHNICAL = {
    ExifTags.Base.Orientation,
    ExifTags.Base.XResolution,
    ExifTags.Base.YResolution,
    ExifTags.Base.ResolutionUnit,
    ExifTags.Base.YCbCrPositioning,
    ExifTags.Base.ColorSpace,
    ExifTags.Base.ExifVersion,
    ExifTags.Base.ComponentsConfiguration,
    ExifTags.Base.FlashPixVersion,
    ExifTags.Base.ExifImageWidth,
    ExifTags.Base.ExifImageHeight,
    ExifTags.Base.ImageWidth,
    ExifTags.Base.ImageLength,
    ExifTags.Base.ExifOffset,
    ExifTags.Base.SceneCaptureType,
}
"""Tags that say how to draw the picture and nothing else."""


def inspect(content: bytes) -> list[GateFinding]:
    """What a JPEG, PNG or HEIC picture tells beside what it shows."""
    return list(dict.fromkeys(_found(content)))


def opened(content: bytes) -> Image.Image:
    """The picture, loaded.

    Raises: UnreadableFile.
    """
    try:
        if content[4:8] == b"ftyp":
            import pillow_heif

            return pillow_heif.open_heif(BytesIO(content)).to_pillow()
        image = Image.open(BytesIO(content), formats=("JPEG", "PNG"))
        image.load()
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        raise UnreadableFile("unreadable", "图片已经损坏或者过大，无法检查。请重新导出。") from error
    return image


def _found(content: bytes) -> Iterator[GateFinding]:
    image = opened(content)
    exif = image.getexif()
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        yield GateFinding("gps", "图片记有拍摄地点。请清除后提交。", "EXIF", law="PIPL 28")
    details = {*exif, *exif.get_ifd(ExifTags.IFD.Exif)} - _TECHNICAL - {ExifTags.IFD.GPSInfo}
    if details - {ExifTags.IFD.Interop}:
        yield GateFinding(
            "exif", "图片记有拍摄时间、设备或者作者等信息。请清除后提交。", "EXIF", law="PIPL 25"
        )
    if exif.get_ifd(ExifTags.IFD.IFD1):
        yield GateFinding("thumbnail", "图片带有缩略图，可能显示处理前的内容。请清除后提交。", "EXIF")
    yield from _other_stores(image.info, getattr(image, "text", {}))
    if getattr(image, "n_frames", 1) > 1:
        yield GateFinding("more_pictures", "文件中还有别的图片。请另存为单张图片。", "MPF")
    if _behind(content):
        yield GateFinding("trailing", "图片末尾之后还有其他数据。请重新导出。", "")


def _other_stores(stored: dict[Any, Any], text: dict[str, str]) -> Iterator[GateFinding]:
    for key, place in (("photoshop", "IPTC"), ("xmp", "XMP"), ("comment", "COM")):
        if stored.get(key):
            yield GateFinding("picture_metadata", "图片带有说明、作者或者编辑记录。请清除后提交。", place)
    if text:
        yield GateFinding("picture_metadata", "图片带有文字说明。请清除后提交。", "tEXt")


def _behind(content: bytes) -> bool:
    """Whether something hangs behind the end of the picture."""
    if content.startswith(b"\x89PNG"):
        end = content.rfind(b"IEND")
        return end < 0 or bool(content[end + 8 :].strip(b"\0\r\n"))
    if content.startswith(b"\xff\xd8"):
        end = content.rfind(b"\xff\xd9")
        return end < 0 or bool(content[end + 2 :].strip(b"\0\r\n"))
    return False
