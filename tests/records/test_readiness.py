"""The look before submission, what it reads of texts, and the files of rules behind it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import open_office, sample

from gongkai.casework.personal import personal_data
from gongkai.law.errors import GongkaiError
from gongkai.records import clearance, numbering, services, types, wording
from gongkai.records.content import AttachmentRef, Content
from gongkai.records.errors import NotReady
from gongkai.records.facts import Openness
from gongkai.records.markup import clean_html, links_of, text_of
from gongkai.records.readiness import Level, Surroundings, look, unconfirmed
from gongkai.records.wording import wrong_words

AROUND = Surroundings(as_of=date(2020, 6, 10))
NOTICE = types.type_of("notice")


def keys(content: Content, kind=NOTICE, around=AROUND) -> list[str]:
    return [each.key for each in look(content, kind, around)]


def test_a_good_record_has_no_findings():
    assert keys(sample()) == []


@pytest.mark.law("OGI 12")
@pytest.mark.parametrize("name", ["title", "body", "column", "made_on"])
def test_what_is_missing_is_named(name):
    empty = None if name == "made_on" else ""
    found = look(sample(**{name: empty}), NOTICE, AROUND)
    assert [(each.key, each.level) for each in found] == [(f"missing.{name}", Level.ERROR)]


def test_a_type_asks_for_its_own_elements():
    guide = types.type_of("service_guide")
    found = keys(sample(elements={"basis": "法"}, audience="个人"), guide)
    assert "missing.elements.basis" not in found and "missing.elements.conditions" in found
    assert len(found) == sum(each.must for each in guide.elements) - 1


@pytest.mark.law("OGI 15")
def test_personal_data_is_found_wherever_it_hides():
    body = "<p>联系人电话１３８ １２３４ ５６７８，</p><p>身份证号 11010119900307\n7571</p>"
    found = look(sample(body=body, title="账号4111111111111111公示"), NOTICE, AROUND)
    assert [(each.place, each.level) for each in found] == [
        ("正文", Level.ERROR),
        ("标题", Level.CONFIRM),
        ("正文", Level.CONFIRM),
    ]
    assert all("13812345678" not in each.message for each in found), "the number itself is not shown"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("11010119900307757X", []),
        ("110101199003077571", ["identity_no"]),
        ("110101 19900307 7571", ["identity_no"]),
        ("一一０１０１１９９００３０７７５７１", []),
        ("110101199013077571", []),
        ("电话0371-12345678", []),
        ("13812345678、13912345678", ["mobile", "mobile"]),
        ("+86 138-1234-5678", ["mobile"]),
        ("4111 1111 1111 1111", ["bank_card"]),
        ("4111111111111112", []),
        ("2020-06-10 13812345678", ["mobile"]),
        ("统一社会信用代码 11410223005468123X", []),
        ("尉政〔2020〕12号，投资1381234567800元", []),
    ],
)
def test_a_number_is_personal_only_when_it_checks(text, kinds):
    assert [each.kind.value for each in personal_data(text)] == kinds


def test_wrong_words_links_and_pictures():
    body = (
        '<p>统一布署，其它事项</p><p><a href="/art/2020/9.html">旧文</a><a href="http://a.cn">外站</a></p>'
        '<img src="/files/x.png"><img src="https://b.cn/1.png" alt="图">'
    )
    around = Surroundings(as_of=AROUND.as_of, is_dead=lambda href: href.startswith("/art/"))
    found = {each.key: each.level for each in look(sample(body=body), NOTICE, around)}
    assert found == {
        "word.body.布署": Level.ERROR,
        "word.body.其它": Level.CONFIRM,
        "link.dead./art/2020/9.html": Level.ERROR,
        "link.plain.http://a.cn": Level.NOTE,
        "picture.alt.1": Level.ERROR,
        "picture.outside.2": Level.ERROR,
    }


def test_what_may_be_right_is_let_through_with_a_reason():
    found = look(sample(body="<p>其它</p>"), NOTICE, AROUND)
    assert unconfirmed(found, {}) == found
    assert unconfirmed(found, {"word.body.其它": "引用原文"}) == []
    assert unconfirmed(found, {"word.body.其它": "  "}) == found
    wrong = look(sample(body="<p>布署</p>"), NOTICE, AROUND)
    assert unconfirmed(wrong, {"word.body.布署": "就要这样"}) == wrong, "an error is put right, not explained"


def test_submission_keeps_the_reasons(sqlite):
    office = open_office()
    there = office.draft(body="<p>其它事项</p>")
    with pytest.raises(NotReady, match="其它"):
        services.submit(there.subject, sha256=there.sha256, by=office.liaison, at=office.later())
    services.submit(
        there.subject,
        sha256=there.sha256,
        by=office.liaison,
        at=office.later(),
        confirmed={"word.body.其它": "引用原文"},
    )
    from gongkai.records.models import Decision

    assert Decision.objects.get(step="submit").remarks == '{"word.body.其它": "引用原文"}'


# ── clean HTML ──


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ('<p onclick="x()">甲</p><script>x()</script>', "<p>甲</p>"),
        ('<a href="javascript:x()">甲</a>', '<a rel="noopener">甲</a>'),
        ('<p style="position:fixed;text-align: right">甲</p>', '<p class="align-right">甲</p>'),
        ('<p class="MsoNormal">甲<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>', "<p>甲</p>"),
        ('<h1>一</h1><div>甲</div><div class="x"><p>乙</p></div>', "<h2>一</h2><p>甲</p><p>乙</p>"),
        (
            '<p><span style="font-weight:700">甲</span><font color="red">乙</font></p>',
            "<p><strong>甲</strong>乙</p>",
        ),
        ('<img src="data:image/png;base64,AA"><img src="file:///c:/a.png">', ""),
        ("<!--[if gte mso 9]><xml>x</xml><![endif]--><p>甲</p>", "<p>甲</p>"),
        ('<iframe src="https://a.cn"></iframe><object>x</object>乙', "乙"),
        ('<td colspan="2">甲</td>', "甲"),
    ],
)
def test_what_is_pasted_comes_out_clean(given, clean):
    assert clean_html(given) == clean


_TAGS = [
    "p",
    "table",
    "tr",
    "td",
    "b",
    "span",
    "div",
    "h1",
    "o:p",
    "script",
    "a",
    "li",
    "ul",
    "style",
    "font",
    "center",
]
_PIECES = st.sampled_from(
    [
        *(f"<{tag}>" for tag in _TAGS),
        *(f"</{tag}>" for tag in _TAGS),
        *("<p style='text-align:center'>", "<span style='font-weight:bold'>", "<p class='align-right'>"),
        *(
            "<img src=x onerror=y>",
            "<a href='javascript:x'>",
            "<svg onload=x>",
            "<p> </p>",
            "<p align=right>",
        ),
        *("甲", "&lt;script&gt;", "&nbsp;", "<br>", "<!--", "-->", "\n", "<style>p{}</style>"),
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_cleaning_twice_is_cleaning_once_and_nothing_runs(text):
    clean = clean_html(text)
    assert clean_html(clean) == clean
    lowered = clean.lower()
    for bad in ("<script", "<style", "onerror", "onload", "javascript:", "style=", "<svg", "<iframe", "<!--"):
        assert bad not in lowered
    assert "<" not in text_of(clean).replace("<script>", "")


def test_links_and_text_are_read_back():
    body = clean_html(
        '<p>见<a href="/art/2020/1.html"> 通知 </a></p><table><tr><td>甲</td><td>乙</td></tr></table>'
    )
    assert [(each.href, each.words) for each in links_of(body)] == [("/art/2020/1.html", "通知")]
    assert text_of(body) == "见 通知\n甲 乙"


# ── content and its fingerprint ──


def test_everything_that_readers_see_is_in_the_fingerprint():
    base = sample(attachments=(AttachmentRef("甲.pdf", "a" * 64, 3),), elements={"basis": "法"})
    changed = {
        "title": "改",
        "abstract": "改",
        "body": "<p>改</p>",
        "doc_no": "改",
        "topic": "改",
        "column": "news",
        "other_columns": ("news",),
        "openness": Openness.ON_REQUEST,
        "ground": "OGI 16.1",
        "made_on": date(2020, 1, 1),
        "in_force_from": date(2020, 1, 1),
        "valid_until": date(2020, 1, 1),
        "keywords": ("改",),
        "source": "改",
        "audience": "改",
        "editor": "改",
        "elements": {"basis": "改"},
        "attachments": (AttachmentRef("甲.pdf", "b" * 64, 3),),
    }
    from dataclasses import fields

    assert {each.name for each in fields(Content)} == set(changed), "a new field is tried here too"
    for name, value in changed.items():
        assert base.but(**{name: value}).sha256 != base.sha256, name
    assert Content.from_json(base.as_json()) == base
    assert Content.from_json(base.as_json()).sha256 == base.sha256


# ── the files of rules: change one in memory and see the answer change ──


def test_the_chain_of_a_type_is_what_the_file_says():
    text = '[types.n]\ntitle="通知"\ngenre="notice"\ntemplate="a"\nneeds=["title"]\nchain=["first","secrecy"]'
    assert types.read_types(text)["n"].chain == ("first", "secrecy")
    assert types.type_of("notice").chain == ("first", "second", "third", "secrecy")


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (('chain=["first","secrecy"]', 'chain=["first"]'), "types.n.chain"),
        (('chain=["first","secrecy"]', 'chain=["fourth","secrecy"]'), "types.n.chain"),
        (('genre="notice"', 'genre="poem"'), "types.n.genre"),
        (('needs=["title"]', 'needs=["colour"]'), "types.n.needs"),
        (('title="通知"\n', ""), "types.n.title"),
        (("template", "templat"), "types.n"),
    ],
)
def test_a_broken_file_of_types_names_its_place(change, at):
    text = '[types.n]\ntitle="通知"\ngenre="notice"\ntemplate="a"\nneeds=["title"]\nchain=["first","secrecy"]'
    with pytest.raises(types.BrokenTypes) as broken:
        types.read_types(text.replace(*change))
    assert broken.value.context["at"] == at


def _rules(old: str, new: str) -> str:
    from importlib.resources import files

    text = (files("gongkai.records") / "data" / "clearance.toml").read_text("utf-8")
    assert old in text
    return text.replace(old, new)


def test_the_table_of_clearance_is_the_rule():
    changed = clearance.read_clearance(
        _rules('act = "publish"\nfrom = ["cleared"]', 'act = "publish"\nfrom = ["draft"]')
    )
    assert changed.next("publish", clearance.State.DRAFT) is clearance.State.LIVE
    with pytest.raises(clearance.ImpossibleAct):
        changed.next("publish", clearance.State.CLEARED)
    six = clearance.read_clearance(_rules("reassess_months = 12", "reassess_months = 6"))
    assert six.reassess_months == 6


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('forced_needs = ["secrecy"]', "forced_needs = []", "rules.forced_needs"),
        ('"third", "secrecy"]\n# Steps', '"fourth", "secrecy"]\n# Steps', "rules.four_eyes"),
        ('any_time = ["secrecy"]', 'any_time = ["tea"]', "rules"),
        ("reassess_months = 12", "reassess_months = 0", "rules.reassess_months"),
        ('live = "已发布"\n', "", "states"),
        ('act = "withdraw"', 'act = "burn"', "transitions[9]"),
    ],
)
def test_a_broken_table_of_clearance_names_its_place(old, new, at):
    with pytest.raises(clearance.BrokenClearance) as broken:
        clearance.read_clearance(_rules(old, new))
    assert broken.value.context["at"] == at


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[subject]\npattern="r:{year}"\ncounted_by=["year"]\n[index_no]\npattern="{serial}"', "serial"),
        (
            '[subject]\npattern="r:{serial}"\ncounted_by=["year"]\n[index_no]\npattern="{serial}"',
            "counted_by",
        ),
        ('[subject]\npattern="r:{serial}{colour}"\n[index_no]\npattern="{serial}"', "只用"),
        ('[subject]\npattern="r:{serial"\n[index_no]\npattern="{serial}"', "花括号"),
    ],
)
def test_a_pattern_that_would_give_a_number_twice_is_refused(text, message):
    with pytest.raises(numbering.BrokenNumbering, match=message):
        numbering.read_numberings(text)


def test_a_county_adds_its_own_words():
    listed = wording.read_words('[[words]]\nwrong="尉氏具"\nright="尉氏县"\nlevel="error"')
    assert [each.word.right for each in wrong_words("尉氏具人民政府", listed)] == ["尉氏县"]
    for broken in (
        '[[words]]\nwrong="甲"\nright="甲乙"\nlevel="error"',
        '[[words]]\nwrong="甲"\nright="乙"\nlevel="loud"',
        '[[words]]\nright="乙"\nlevel="error"',
    ):
        with pytest.raises(GongkaiError, match="wrong_words"):
            wording.read_words(broken)
