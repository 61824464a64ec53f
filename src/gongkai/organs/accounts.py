"""How login accounts are made and found: what Django's login asks of an account class."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from gongkai.organs.models import Person


class Accounts(BaseUserManager["Person"]):
    """All login accounts. ``login`` is case-insensitive in fact: it is kept in small letters."""

    use_in_migrations = True

    def create_user(
        self, login: str, display_name: str = "", password: str | None = None, **more: Any
    ) -> "Person":
        """A new account; without a password nobody can log in with it until one is set."""
        person = self.model(login=login.strip().lower(), display_name=display_name or login, **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, login: str, display_name: str = "", password: str | None = None, **more: Any
    ) -> "Person":
        """An account that may do everything in the site structure; posts still decide about records."""
        return self.create_user(login, display_name, password, is_superuser=True, **more)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """The account of a login name, however it is capitalised."""
        return self.get(login=(username or "").strip().lower())
