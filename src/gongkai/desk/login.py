"""How people come in: accounts are opened by the office, nobody signs up; failures are counted by name."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Accounts(DefaultAccountAdapter):
    """Login by name and password. Login names are kept in small letters."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("登录名或者密码不对。连续5次不对，将暂停登录15分钟。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account alone: the administrator does (organs.people.register)."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong passwords are counted by axes alone, by name and machine: nobody locks a colleague out."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Names as they are kept, however somebody types them."""
        if name := credentials.get("username"):
            credentials["username"] = name.strip().lower()
        return super().authenticate(request, **credentials)


class Connections(DefaultSocialAccountAdapter):
    """Single sign-on for accounts that the office has opened and their owner has connected."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody gets an account by coming from the provider."""
        return False


def lockout_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name under which failures are counted: small letters, no spaces around."""
    given = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(given).strip().lower()
