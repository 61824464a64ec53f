"""The picture of a finding in the readmes: `python -m scripts.picture` (needs Chromium and a CJK font).

The example report gets one wrong number, `gongkai check --html` draws what it finds, and Chromium takes the
heading, the findings of table 三 and the table itself.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.checks import ROOT

PICTURE = ROOT / "docs" / "images" / "finding.png"
ROW = "一、本年新收政府信息公开申请数量"
WIDTH = 1000  # CSS pixels
KEPT = """<style>
nav, .findings:not(#group-requests), article > section:not(.findings, .original),
.original > :not(:has(#table-requests)) { display: none }
</style><script>document.documentElement.dataset.height = document.body.scrollHeight</script>"""


def with_a_slip(text: str) -> str:
    """The report with one application more from natural persons than its other cells know of."""
    start = text.index(ROW)
    number = re.compile(r"\d+").search(text, start)
    if number is None:
        raise SystemExit(f"no number after {ROW}")
    return text[: number.start()] + str(int(number[0]) + 1) + text[number.end() :]


def chromium(page: Path, *options: str) -> str:
    """Run Chromium without a window on a page."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        raise SystemExit("Chromium is not here: the picture stays as it is")
    common = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
    done = subprocess.run(
        [program, *common, *options, page.as_uri()], capture_output=True, text=True, check=True
    )
    return done.stdout


def main() -> int:
    """Take the picture anew."""
    with tempfile.TemporaryDirectory() as made:
        report, page = Path(made, "2020年年报.txt"), Path(made, "finding.html")
        report.write_text(with_a_slip((ROOT / "examples/weishi-2020.txt").read_text("utf-8")), "utf-8")
        gongkai = Path(sys.executable).with_name("gongkai")
        subprocess.run([gongkai, "check", report, "--html", page], check=False, stdout=subprocess.DEVNULL)
        drawn = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8"))
        page.write_text(drawn.replace("</body>", f"{KEPT}</body>"), "utf-8")
        shown = chromium(page, f"--window-size={WIDTH},800", "--dump-dom")
        height = re.search(r'data-height="(\d+)"', shown)
        if height is None:
            raise SystemExit("the page does not say how high it is")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        chromium(page, f"--window-size={WIDTH},{int(height[1]) + 8}", f"--screenshot={PICTURE}")
    print(f"written: {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
