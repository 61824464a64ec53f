"""A small county's site for tests: its structure, and records of every kind, made through services."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO

from gongkai.ledger.rows import BEIJING
from gongkai.portal import frame, services
from gongkai.portal.services import Leader, Profile, build_site
from gongkai.records import services as records
from gongkai.records.content import Content
from gongkai.records.facts import TakeDownReason
from gongkai.records.services import ImportRow, import_published
from records.office import HEALTH, OFFICE, TOWN, Office, open_office

AT = datetime(2020, 12, 20, 9, 0, tzinfo=BEIJING)
TODAY = AT.date()
POLICY, EXPLAINER, OLD, GUIDE, RESULT, GONE, KEPT = (f"record:2020-9{n:03d}" for n in range(1, 8))
GUIDE_ELEMENTS = {
    "basis": "《社会救助暂行办法》",
    "conditions": "共同生活的家庭成员人均收入低于当地最低生活保障标准。",
    "materials": "1．申请书\n2．身份证明\n3．收入和财产状况说明",
    "steps": "申请—受理—核查—公示—审批",
    "legal_limit": "30个工作日",
    "promised_limit": "20个工作日",
    "fee": "不收费",
    "place": "各乡镇便民服务中心",
    "hours": "工作日 8:30—12:00，14:30—17:30",
    "phone": "0371-00000002",
    "complaints": "0371-00000003",
}


@dataclass
class CountySite:
    """The site and whoever works on it."""

    office: Office

    def page(self, client, path: str, status: int = 200) -> str:
        """The text of a page as a browser gets it."""
        response = client.get(path)
        assert response.status_code == status, (path, response.status_code)
        return b"".join(response.streaming_content if response.streaming else [response.content]).decode()


def rows(most: int = 60):
    """Records of every kind, as an import brings them."""
    for n in range(most):
        day = date(2020, 1, 6) + timedelta(days=n * 5)
        yield ImportRow(
            external_id=f"news-{n}",
            type="news",
            organ=(HEALTH, TOWN, OFFICE)[n % 3],
            published_on=day,
            content=Content(
                title=f"县政府召开第{n + 1}次重点工作推进会，部署春季农业生产和项目建设",
                abstract="会议听取了重点工作进展情况，对下一步工作作出安排。",
                body="<p>会议指出，要抓好春季农业生产，确保粮食安全。</p>" * 6,
                source="尉氏县人民政府办公室",
                column="weishi-yaowen",
                other_columns=("tupian-xinwen",) if n % 10 == 0 else (),
                made_on=day,
                editor="李明",
            ),
        )
    yield from _documents()
    yield from _services()


def _documents():
    def document(subject, number, title, **more):
        given = {"column": "guifanxing-wenjian", "topic": "民政、扶贫、救灾", "made_on": date(2020, 3, 2)}
        return ImportRow(
            external_id=subject,
            subject=subject,
            type="normative_document",
            organ=OFFICE,
            published_on=date(2020, 3, 10),
            content=Content(
                title=title,
                abstract=f"{title}的主要内容。",
                body="<p>各乡镇人民政府，县政府各部门：</p><h2>一、总体要求</h2><p>提高最低生活保障标准。</p>"
                '<table><tbody><tr><th scope="col">类别</th><th scope="col">标准</th></tr>'
                "<tr><td>城镇</td><td>570元</td></tr></tbody></table>"
                '<p class="align-right">2020年3月2日</p>',
                doc_no=f"尉政办〔2020〕{number}号",
                in_force_from=date(2020, 4, 1),
                keywords=("低保", "标准"),
                audience="社会公众",
                **{**given, **more},
            ),
        )

    yield document(POLICY, 12, "尉氏县人民政府办公室关于提高城乡低保标准的通知")
    yield document(OLD, 3, "尉氏县农村公路养护管理办法", valid_until=date(2020, 9, 30))
    yield document(KEPT, 4, "尉氏县城区停车管理规定")
    yield ImportRow(
        external_id=EXPLAINER,
        subject=EXPLAINER,
        type="explainer",
        organ=OFFICE,
        published_on=date(2020, 3, 11),
        explains=POLICY,
        content=Content(
            title="一图读懂：城乡低保标准怎样提高",
            body="<p>问：标准提高多少？答：城镇每月570元。</p>",
            made_on=date(2020, 3, 10),
            source="县民政局",
            column="zhengce-jiedu",
        ),
    )
    yield ImportRow(
        external_id=GONE,
        subject=GONE,
        type="notice",
        organ=HEALTH,
        published_on=date(2020, 5, 6),
        content=Content(
            title="关于体检安排的公示",
            body="<p>名单如下。</p>",
            column="tongzhi-gonggao",
            made_on=date(2020, 5, 6),
        ),
    )


def _services():
    yield ImportRow(
        external_id=GUIDE,
        subject=GUIDE,
        type="service_guide",
        organ=OFFICE,
        published_on=date(2020, 6, 1),
        content=Content(
            title="最低生活保障申请",
            column="banshi-zhinan",
            audience="本县居民",
            made_on=date(2020, 6, 1),
            elements=GUIDE_ELEMENTS,
        ),
    )
    yield ImportRow(
        external_id=RESULT,
        subject=RESULT,
        type="approval_result",
        organ=HEALTH,
        published_on=date(2020, 6, 2),
        content=Content(
            title="公共场所卫生许可决定公示",
            made_on=date(2020, 6, 1),
            column="xingzheng-xuke",
            elements={
                "matter": "公共场所卫生许可",
                "party": "尉氏县某某宾馆",
                "decision_no": "尉卫许〔2020〕7号",
                "decided_on": "2020-06-01",
                "verdict": "准予许可",
            },
        ),
    )


def open_site(most: int = 60) -> CountySite:
    """The whole: structure, records, one repealed, one withdrawn, organs, leaders, a topic."""
    office = open_office()
    build_site()
    office.at = AT
    import_published(rows(most), origin="旧网站", paper="旧网站发布审批登记簿", by=office.clerk, at=AT)
    records.repeal(
        KEPT, changed_on=date(2020, 11, 1), basis="尉政〔2020〕21号", by=office.clerk, at=office.later()
    )
    records.withdraw(
        GONE,
        reason=TakeDownReason.THIRD_PARTY,
        text="公示内容涉及个人隐私。",
        by=office.clerk,
        at=office.later(),
    )
    services.describe_organs(
        [
            Profile(
                organ=HEALTH,
                duties="负责全县卫生健康工作。",
                address="尉氏县建设路2号",
                hours="工作日 8:30—12:00",
                phone="0371-00000004",
                head="张安",
            )
        ]
    )
    services.introduce_leaders([Leader("王平", "县长", "主持县政府全面工作。")])
    services.make_topic(
        "zhuanti",
        "sannong-gongzuo",
        "三农工作",
        "全面推进乡村振兴。",
        [
            ("heading", "最新进展"),
            ("column", {"title": "", "column": "weishi-yaowen", "count": 5}),
            ("links", [{"title": "政策文件库", "address": "/policies/"}]),
            ("course", [{"on": date(2020, 3, 2), "title": "印发通知", "text": "明确标准。"}]),
        ],
        at=AT,
    )
    frame.forget()
    return CountySite(office)


def with_file(office: Office, data: bytes = b"%PDF-1.4\n%%EOF\n", name: str = "申请表.pdf") -> str:
    """A notice with an attachment, public; its subject."""
    there = office.draft("notice", title="关于申报的通知", column="tongzhi-gonggao")
    there = records.attach(there.subject, BytesIO(data), name, by=office.liaison, at=office.later())
    there = records.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    there = office.clear(there)
    records.publish(there.subject, sha256=there.sha256, by=office.clerk, at=office.later())
    return there.subject
