"""The release gate (出门检查): what a file hides is found before it goes out. Pure: no Django.

    found = inspect(content, "答复附件.pdf")
    may_go = not any(each.blocks for each in found)

Looked for: text under boxes or in the colour of the page, unapplied redactions, notes, earlier revisions,
layers, attachments, tracked changes, hidden text, sheets, rows and columns, caches, metadata, GPS.
``clean`` takes out what can be taken out without changing what is seen. Law: OGI 15; OGI 17; OGI 37; PIPL 25.
"""

from gongkai.casework.release.cleaning import Cleaned, clean
from gongkai.casework.release.findings import GateFinding
from gongkai.casework.release.inspecting import inspect

__all__ = ["Cleaned", "GateFinding", "clean", "inspect"]
