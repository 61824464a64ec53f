"""No question of the public reads the whole register."""

from baked_site import many, open_baked
from django.db import connection

from benchmarks import plans


def test_nothing_that_the_public_asks_walks_over_the_register(sqlite, tmp_path):
    site = open_baked(tmp_path, 12)
    site.bring(many(30, column="weishi-yaowen"))
    found = plans.plans(site.press())
    assert {"文章", "栏目", "首页", "目录", "站点地图一部分", "全站生成，编号"} <= found.keys()
    assert sum(map(len, found.values())) > 20
    assert plans.full_scans(found) == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% ON \"records_record\" %'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
    connection.close()  # which remembers plans
    assert plans.full_scans(plans.plans(site.press())) != []
