"""The deeds on an application (依申请公开的办理), from receipt to file. All go through casework's one door.

Each takes ``By``: who presses the button, when, and what the screen had shown.
"""

from gongkai.foi.services.asking import (
    delay,
    demand_reasons,
    extend,
    find_lapsed,
    give_reasons,
    request_supplement,
    supplement,
    transfer,
    uphold_supplement,
)
from gongkai.foi.services.charging import charge, pay, relieve
from gongkai.foi.services.concluding import (
    archive,
    come_back,
    deliver,
    order_redecision,
    reopen,
    sign_for,
    withdraw,
)
from gongkai.foi.services.consulting import close_consultation, consult, note_silence
from gongkai.foi.services.enclosing import attach, clean_attachment, detach
from gongkai.foi.services.intake import (
    Asked,
    Registered,
    confirm_receipt,
    register,
    register_letter,
    submit_online,
    try_contact,
)
from gongkai.foi.services.noting import note
from gongkai.foi.services.online import (
    Enclosed,
    apply_online,
    confirm_delivery,
    set_aside,
    supplement_online,
    withdraw_online,
)
from gongkai.foi.services.releasing import (
    PublicWords,
    clear_release,
    prepare_release,
    release,
    withdraw_release,
)
from gongkai.foi.services.replying import File, clear_secrecy, draft, search, sign
from gongkai.foi.services.splitting import split
from gongkai.foi.services.stepping import By
from gongkai.foi.services.telling import apologise, give_receipt, tell_third_party
from gongkai.foi.services.writing import clear_letter

__all__ = [
    "Asked",
    "By",
    "Enclosed",
    "File",
    "PublicWords",
    "Registered",
    "apologise",
    "apply_online",
    "archive",
    "attach",
    "charge",
    "clean_attachment",
    "clear_letter",
    "clear_release",
    "clear_secrecy",
    "close_consultation",
    "come_back",
    "confirm_delivery",
    "confirm_receipt",
    "consult",
    "delay",
    "deliver",
    "demand_reasons",
    "detach",
    "draft",
    "extend",
    "find_lapsed",
    "give_reasons",
    "give_receipt",
    "note",
    "note_silence",
    "order_redecision",
    "pay",
    "prepare_release",
    "register",
    "register_letter",
    "release",
    "relieve",
    "reopen",
    "request_supplement",
    "search",
    "set_aside",
    "sign",
    "sign_for",
    "split",
    "submit_online",
    "supplement",
    "supplement_online",
    "tell_third_party",
    "transfer",
    "try_contact",
    "uphold_supplement",
    "withdraw",
    "withdraw_online",
    "withdraw_release",
]
