"""The catalogue says the same in every process, whatever order its graph has there."""

import os
import subprocess
import sys

from django.db import connection

ASK = """
import sys
from gongkai.ledger.home import prepare
prepare()
from datetime import date
from gongkai.portal import catalogue, frame
sys.stdout.buffer.write(catalogue.catalogue(frame.make(date(2020, 6, 10))).body)
"""


def test_two_processes_print_the_same_catalogue(sqlite, tmp_path):
    from gongkai.portal.services import build_site

    build_site()
    said = set()
    for seed in "12":
        given = {
            **os.environ,
            "GONGKAI_DATABASE": f"sqlite:///{connection.settings_dict['NAME']}",
            "GONGKAI_HOME": str(tmp_path),
            "PYTHONHASHSEED": seed,
        }
        said.add(
            subprocess.run([sys.executable, "-c", ASK], env=given, check=True, capture_output=True).stdout
        )
    (only,) = said
    assert only.count(b'"dcat:Dataset"') > 30
