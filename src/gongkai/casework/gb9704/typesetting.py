"""Typesetting (排版): PDF by typst with Noto Sans SC, both from wheels; no system package, no system font."""

from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.law.errors import GongkaiError

FORM = "official.typ"
"""What every source may import: page, type and page numbers of an official document."""


def typeset(
    source: str, inputs: Mapping[str, str] | None = None, *, beside: Mapping[str, bytes] | None = None
) -> bytes:
    """Compile a typst source to a tagged PDF.

    ``inputs`` are what it reads from ``sys.inputs``, ``beside`` the files that lie next to it by name.

    Raises: GongkaiError ``no_font`` without the font wheel, ``not_typeset`` where typst refuses.
    """
    import typst

    try:
        fonts = files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc"
    except ModuleNotFoundError as missing:
        raise GongkaiError(
            "no_font",
            "没有找到排版用的中文字体（软件包 justmytype-intl-cjk）。请按安装说明重新安装依赖后再导出PDF。",
        ) from missing
    form = (files("gongkai.casework.gb9704") / FORM).read_bytes()
    with TemporaryDirectory(prefix="gongkai-") as name, as_file(fonts) as fonts_folder:
        folder = Path(name)
        for file, content in {FORM: form, "main.typ": source.encode("utf-8"), **(beside or {})}.items():
            (folder / file).write_bytes(content)
        try:
            pdf = typst.compile(
                folder / "main.typ",
                root=folder,
                font_paths=[fonts_folder],
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs=dict(inputs or {}),
            )
        except typst.TypstError as refusal:
            raise GongkaiError(
                "not_typeset", f"PDF排版失败：{refusal}。请改导出docx或html，并报告这个问题。"
            ) from refusal
    return bytes(pdf)
