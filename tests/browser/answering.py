"""The office answers an application of the served county, through its services: ``ASK|REPLY NUMBER``."""

import sys
from dataclasses import replace
from datetime import date

from gongkai.ledger.home import prepare

OFFICE = "410223-01"


def main(deed: str, number: str) -> None:
    """Ask for a supplement, or sign and deliver the reply."""
    from django.utils import timezone

    from gongkai.casework.secrecy import SecrecyLevel
    from gongkai.foi import services
    from gongkai.foi.facts import Letter, Manner, Outcome
    from gongkai.foi.letters.matter import Item
    from gongkai.foi.services import By, File
    from gongkai.organs import people
    from gongkai.organs.acting import Role, actor_of
    from gongkai.organs.kinds import Letterhead
    from gongkai.organs.letterheads import letterhead, set_letterhead

    def by(role: Role) -> By:
        at = timezone.now()
        who = people.register(f"{role.value}-{number}-{deed}".replace("_", "-").lower(), "办理人")
        people.appoint(who, people.set_up_post(OFFICE, role).pk, valid_from=date(2020, 1, 1))
        return By(actor=actor_of(who, timezone.localdate(at)), at=at)

    subject, clerk = f"foi:{number}", by(Role.CLERK)
    if deed == "ASK":
        services.request_supplement(subject, 10, clerk)
        letter = Letter.SUPPLEMENT_REQUEST
    else:
        words = Item(asked="一", outcome=Outcome.GRANTED.value, supplied="电子文件一份")
        sha256 = services.draft(subject, {1: words}, File("答复书.docx", b"PK"), clerk)
        services.clear_secrecy(subject, sha256, SecrecyLevel.NONE, "不涉密", by(Role.SECRECY_REVIEWER))
        if not letterhead(OFFICE, as_of=clerk.at.date()).code_word:  # one of the demonstration has its own
            set_letterhead(OFFICE, Letterhead(code_word="尉"), valid_from=date(2020, 1, 1))
        final = File("答复书.pdf", b"%PDF-1.7 reply")
        services.sign(subject, sha256, by(Role.HEAD), written=lambda *_: [final])
        letter = Letter.DECISION
    clerk = replace(clerk, at=timezone.now())
    services.deliver(subject, Manner.ELECTRONIC, clerk, letter=letter, proof_no="网站")


if __name__ == "__main__":
    prepare()
    main(*sys.argv[1:])
