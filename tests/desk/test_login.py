"""Coming in: by name and password, with a lock-out; what a page may load; no desk without login."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from gongkai.config.login import oidc_providers
from gongkai.organs import people

PASSWORD = "summer-rain-2020"


@pytest.fixture
def account(sqlite, settings):
    # Slow hashing is the hasher's own promise; these tests count failures.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return people.register("li.xiaoyun", "李晓云", password=PASSWORD)


def log_in(client: Client, login: str = "li.xiaoyun", password: str = PASSWORD, **more):
    return client.post("/accounts/login/", {"login": login, "password": password}, **more)


def test_logging_in_leads_to_the_work_table(account):
    client = Client()
    response = log_in(client, login=" Li.Xiaoyun ")
    assert (response.status_code, response.url) == (302, "/desk/")
    assert "我的工作" in client.get("/desk/").content.decode()


def test_a_wrong_password_says_so_in_chinese_and_names_no_account(account):
    answer = log_in(Client(), password="wrong").content.decode()
    assert "登录名或者密码不对" in answer
    assert (
        log_in(Client(), login="nobody", password="wrong").content.decode().count("登录名或者密码不对") == 1
    )


def test_five_failures_close_the_account_for_that_machine_only(account):
    client = Client(REMOTE_ADDR="10.0.0.7")
    for _ in range(5):
        response = log_in(client, password="wrong")
    assert response.status_code == 429
    assert "暂停登录" in response.content.decode()
    assert log_in(client).status_code == 429, "the right password does not open it either"
    assert log_in(Client(REMOTE_ADDR="10.0.0.8")).status_code == 302, "nobody is locked out from elsewhere"


def test_a_success_forgets_earlier_failures(account):
    client = Client()
    for _ in range(4):
        log_in(client, password="wrong")
    assert log_in(client).status_code == 302
    client.post("/accounts/logout/")
    for _ in range(4):
        assert log_in(client, password="wrong").status_code == 200


def test_a_closed_account_does_not_log_in(account):
    people.close_account(account)
    client = Client()
    log_in(client)
    assert client.get("/desk/").status_code == 302


def test_nobody_signs_up(sqlite):
    page = Client().get("/accounts/signup/")
    assert "password1" not in page.content.decode()
    Client().post("/accounts/signup/", {"username": "new", "password1": PASSWORD, "password2": PASSWORD})
    from gongkai.organs.models import Person

    assert not Person.objects.filter(login="new").exists()


def test_a_second_factor_can_be_required(account, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    log_in(client)
    response = client.get("/desk/")
    assert (response.status_code, response.url) == (302, "/accounts/2fa/")


def test_a_second_factor_is_asked_for_once_it_is_set_up(account):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(account, generate_totp_secret())
    response = log_in(Client())
    assert response.url.startswith("/accounts/2fa/authenticate/")


def test_codes_of_a_second_factor_cannot_be_guessed_without_end(account):
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        format_hotp_value,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )
    from django.core.cache import cache

    cache.clear()
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    client = Client()
    log_in(client)
    for _ in range(5):
        page = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "失败" in page or "太多" in page or "不正确" in page or "错误" in page
    right = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    answer = client.post("/accounts/2fa/authenticate/", {"code": right})
    assert answer.status_code == 200, "the right code does not open it either"
    assert client.get("/desk/").status_code == 302
    cache.clear()
    assert client.post("/accounts/2fa/authenticate/", {"code": right}).status_code == 302


def test_wrong_codes_are_counted_for_all_server_processes_together(account):
    """Each server process has a memory of its own; what they count lies where all of them look."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.core.cache import caches

    TOTP.activate(account, generate_totp_secret())
    client = Client()
    log_in(client)
    for number in range(6):
        # A process that starts anew for each request remembers nothing by itself.
        del caches["default"]
        page = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
        assert ("太多" in page or "稍后" in page) == (number == 5), number


def test_whoever_forgot_the_password_is_told_whom_to_ask(db):
    page = Client().get("/accounts/password/reset/").content.decode()
    assert "系统管理员" in page and "<input" not in page


def test_pages_of_login_are_chinese_and_load_nothing_from_outside(account):
    client = Client()
    log_in(client)
    for path in (
        "/accounts/2fa/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/accounts/2fa/totp/activate/",
    ):
        response = client.get(path, follow=True)
        page = response.content.decode()
        assert response.status_code == 200, path
        assert re.search("[\u4e00-\u9fff]", page), path
        assert not re.search(r'(?:src|href)="https?://', page), path
        assert not re.search(r"<style|<script>|\son\w+=|\sstyle=", page), path


def test_every_page_carries_a_strict_policy(account):
    client = Client()
    log_in(client)
    for path in ("/desk/", "/accounts/login/", "/desk/nothing/"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self'" in policy
        assert "unsafe" not in policy and "http" not in policy
    assert client.get("/desk/").headers["Cache-Control"] == "no-store"
    assert client.get("/desk/").headers["X-Content-Type-Options"] == "nosniff"


def desk_addresses(patterns=None, start=""):
    """Every address below /desk/, with something in the place of its variables."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        route = start + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from desk_addresses(each.url_patterns, route)
        elif route.startswith("desk/"):
            yield "/" + re.sub(r"<(?:\w+:)?\w+>", "1", route)


@pytest.mark.parametrize("address", sorted(set(desk_addresses())))
def test_nothing_of_the_desk_without_login(sqlite, address):
    for answer in (Client().get(address), Client().post(address)):
        assert answer.status_code == 302 and answer.url.startswith("/accounts/login/"), address
    quick = Client().get(address, headers={"HX-Request": "true"})
    assert (quick.status_code, quick.headers["HX-Refresh"]) == (401, "true")


def test_single_sign_on_is_off_until_it_is_named():
    assert oidc_providers({}) == {}
    named = {
        "GONGKAI_OIDC_ISSUER": "https://sso.example",
        "GONGKAI_OIDC_CLIENT": "ogi",
        "GONGKAI_OIDC_SECRET": "s",
    }
    (app,) = oidc_providers(named)["openid_connect"]["APPS"]
    assert (app["provider_id"], app["client_id"]) == ("sso", "ogi")


def test_the_editor_of_the_structure_is_for_site_editors_alone(account, client):
    log_in(client)
    assert client.get("/cms/").status_code in (403, 404)
    assert client.get("/cms/login/").status_code == 302
