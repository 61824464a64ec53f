"""Demo people: one for each post, all invented, with passwords of this installation alone."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import date

from gongkai.demo.content.phrases import texts
from gongkai.demo.sample_year import organ_of
from gongkai.demo.services import FOUNDED_ON
from gongkai.ledger.home import secret_key
from gongkai.organs import people
from gongkai.organs.acting import Actor, actor_of
from gongkai.organs.models import Person
from gongkai.organs.people import ImpossiblePost
from gongkai.organs.posts import Role

CLERK = "jingban"


@dataclass(frozen=True, slots=True)
class Account:
    """A login of the demonstration and what it is for."""

    login: str
    password: str
    name: str
    about: str


def password_of(login: str) -> str:
    """The first password of a demo login: worked out from the secret key of the installation, kept nowhere.

    The database holds its hash alone, as of every password.
    """
    digest = hmac.digest(secret_key().encode(), f"demo/{login}".encode(), hashlib.sha256)
    text = base64.b32encode(digest).decode().lower()[:15]
    return "-".join((text[:5], text[5:10], text[10:]))


def open_accounts() -> list[Account]:
    """Open the accounts that are not there yet, set up their posts and appoint them; all of them, for print.

    Whoever has changed a password since keeps it.
    """
    accounts = []
    for each in texts("people")["people"]:
        login, password = each["login"], password_of(each["login"])
        accounts.append(Account(login, password, each["name"], each["about"]))
        try:
            person = people.register(login, each["name"], password=password)
        except ImpossiblePost as problem:
            if problem.code != "login_used":
                raise
            continue
        for post in each["posts"]:
            row = people.set_up_post(organ_of(post["organ"]), Role(post["role"]))
            people.appoint(person, row.code, valid_from=FOUNDED_ON)
    return accounts


def acting(login: str, on: date) -> Actor:
    """A demo person as an actor on a day."""
    return actor_of(Person.objects.get_by_natural_key(login), on)
