"""The clock starts at once and needs no framework: `gongkai due` is a tool for a busy clerk."""

import subprocess
import sys

ASK = """
import sys, time
begun = time.process_time()
from datetime import date
from gongkai.law.clock import explain_due
answer = explain_due("foi.reply", date(2025, 9, 22))
answer.as_json()
print(round((time.process_time() - begun) * 1000, 1), answer.due_on)
loaded = {name.split(".")[0] for name in sys.modules}
print(*sorted(loaded & {"django", "wagtail", "chinese_calendar", "holidays", "pydantic"}))
"""


def ask() -> tuple[float, str, str]:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True)
    first, frameworks = done.stdout.split("\n")[:2]
    spent, due_on = first.split()
    return float(spent), due_on, frameworks


def test_import_and_first_answer_take_under_60_milliseconds_and_load_no_framework():
    # Processor time, again until it is reached: other work on the machine only ever adds to it.
    spent = []
    for _ in range(15):
        milliseconds, due_on, frameworks = ask()
        assert (due_on, frameworks) == ("2025-10-24", "")
        spent.append(milliseconds)
        if milliseconds < 60:
            return
    raise AssertionError(f"never under 60 ms: {spent}")


def test_only_the_years_asked_for_are_read():
    code = (
        "from datetime import date; from gongkai.law import files; from gongkai.law.clock import due\n"
        "seen = []; text_of = files.text_of\n"
        "files.text_of = lambda name: seen.append(name) or text_of(name)\n"
        "due('foi.reply', date(2025, 9, 22)); print(*sorted(seen))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["calendar/2025.toml", "deadlines.toml", "parameters.toml"]
