"""An office for the desk's tests: organs, people for every post, records made through services."""

import pytest
from django.test import Client
from workplace import open_workplace


@pytest.fixture
def workplace(sqlite_with):
    return sqlite_with(open_workplace)


@pytest.fixture
def browser_of():
    """``browser_of("liaison")``: a browser in which that person has logged in."""

    def opened(login: str) -> Client:
        from gongkai.organs.models import Person

        client = Client()
        person = Person.objects.get(login=login)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return opened
