"""Settings of login: by name and password, a second factor, lock-out, and a province's single sign-on.

``GONGKAI_OIDC_ISSUER`` (address of the provider), ``GONGKAI_OIDC_CLIENT``, ``GONGKAI_OIDC_SECRET`` and
``GONGKAI_OIDC_NAME`` (what the button says) switch single sign-on on. Accounts are opened by the office
alone: whoever comes by single sign-on needs an account that was connected before.
"""

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

SECOND_FACTOR_REQUIRED = os.environ.get("GONGKAI_SECOND_FACTOR") == "1"
"""Whether nobody works at the desk without a second factor."""
_issuer = urlsplit(os.environ.get("GONGKAI_OIDC_ISSUER", ""))
FORM_TARGETS = f"{_issuer.scheme}://{_issuer.netloc}" if _issuer.netloc else ""
"""Where forms may lead besides this site: to the provider of single sign-on."""
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("login", "display_name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip

ACCOUNT_ADAPTER = "gongkai.desk.login.Accounts"
SOCIALACCOUNT_ADAPTER = "gongkai.desk.login.Connections"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Wrong passwords are counted by axes, in the database; wrong codes of a second factor here.
ACCOUNT_RATE_LIMITS: dict[str, str] = {"login_failed": "5/900s/key"}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Gongkai 政务公开"
MFA_PASSKEY_LOGIN_ENABLED = False

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
"""Hours: a quarter."""
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
"""Nobody can lock a colleague out from another machine."""
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "gongkai.desk.login.lockout_name"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = False
AXES_HTTP_RESPONSE_CODE = 429


def oidc_providers(env: Mapping[str, str]) -> dict[str, Any]:
    """The single sign-on that the environment names; empty without one.

    >>> oidc_providers({})
    {}
    >>> apps = oidc_providers({"GONGKAI_OIDC_ISSUER": "https://sso.example", "GONGKAI_OIDC_CLIENT": "ogi"})
    >>> apps["openid_connect"]["APPS"][0]["settings"]["server_url"]
    'https://sso.example'
    """
    issuer = env.get("GONGKAI_OIDC_ISSUER", "")
    if not issuer:
        return {}
    app = {
        "provider_id": "sso",
        "name": env.get("GONGKAI_OIDC_NAME", "统一身份认证"),
        "client_id": env.get("GONGKAI_OIDC_CLIENT", ""),
        "secret": env.get("GONGKAI_OIDC_SECRET", ""),
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
