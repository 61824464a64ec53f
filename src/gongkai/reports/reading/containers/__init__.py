"""Containers (文件格式): txt, md, html, mht, docx, pdf, xlsx, csv and json opened into lines and grids.

Safe before anything else: sizes are limited, nothing is fetched, no entity is expanded. Only what a document
needs is imported; a text needs no parser at all.
"""

from gongkai.reports.reading.containers.limits import Limits
from gongkai.reports.reading.containers.opening import load, open_bytes, open_pages

__all__ = ["Limits", "load", "open_bytes", "open_pages"]
