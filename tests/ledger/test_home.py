"""Where an installation lives, and how a command gets ready for it."""

import json
import os
import stat
import subprocess
import sys

import pytest

from gongkai.law.errors import GongkaiError
from gongkai.ledger import home


def run(code: str, folder, **environment) -> subprocess.CompletedProcess:
    known = {
        name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**known, "GONGKAI_HOME": str(folder), **environment},
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )


READY = """
import json
from gongkai.ledger import home
home.prepare()
from django.db import connection
with connection.cursor() as cursor:
    ask = lambda name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
    print(json.dumps({name: ask(name) for name in ("journal_mode", "synchronous", "recursive_triggers")}))
from gongkai.ledger.models import FactRow
assert FactRow.objects.count() == 0
"""


def test_a_new_home_is_made_ready_quietly_and_an_old_one_stays(tmp_path):
    folder = tmp_path / "new" / "home"
    folder.parent.mkdir()
    for _ in range(2):
        done = run(READY, folder)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {"journal_mode": "wal", "synchronous": 1, "recursive_triggers": 1}
        assert done.stderr == ""
    assert (folder / "gongkai.sqlite3").exists()
    assert not (folder / "secret-key").exists(), "no key before something is signed"


def test_several_commands_may_get_ready_at_once(tmp_path):
    folder = tmp_path / "home"
    known = {**os.environ, "GONGKAI_HOME": str(folder)}
    code = "from gongkai.ledger import home; home.prepare()"
    running = [
        subprocess.Popen([sys.executable, "-c", code], env=known, stderr=subprocess.PIPE) for _ in range(3)
    ]
    assert [each.communicate()[1] for each in running] == [b""] * 3
    assert [each.returncode for each in running] == [0] * 3


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    key = home.secret_key()
    assert len(key) >= 50
    assert home.secret_key() == key
    assert stat.S_IMODE((tmp_path / "home" / "secret-key").stat().st_mode) == 0o600
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "other"))
    assert home.secret_key() != key


def test_importing_settings_writes_nothing(tmp_path):
    folder = tmp_path / "home"
    done = run("import gongkai.config.settings", folder)
    assert done.returncode == 0, done.stderr
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(GongkaiError, match="GONGKAI_HOME 另指一个可写的文件夹"):
        home.made_folder()


def test_a_database_that_does_not_answer_is_told(tmp_path):
    code = """
from gongkai.ledger import home
from gongkai.law.errors import GongkaiError
try:
    home.prepare()
except GongkaiError as problem:
    print(problem.code)
"""
    done = run(code, tmp_path / "home", GONGKAI_DATABASE="postgresql:///none?host=/nowhere")
    assert done.stdout.strip() == "database_unreachable", done.stderr


def test_addresses_of_databases():
    made = home.database(
        "postgresql://clerk:p%40ss@db.example:5433/gongkai?sslmode=require&connect_timeout=3"
    )
    assert (made["HOST"], made["PORT"], made["USER"], made["PASSWORD"]) == (
        "db.example",
        "5433",
        "clerk",
        "p@ss",
    )
    assert made["OPTIONS"] == {"sslmode": "require", "connect_timeout": "3"}
    assert home.database("postgresql:///gongkai?host=/run/postgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    "address", ["mysql://a:secret@b/c", "gongkai.sqlite3", "postgresql://u:secret@h", "sqlite:///"]
)
def test_an_address_that_is_none_is_told_without_its_password(address):
    with pytest.raises(GongkaiError, match="postgresql://用户") as refused:
        home.database(address)
    assert "secret" not in str(refused.value)
