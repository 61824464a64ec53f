"""Consultations (征求意见): third parties, co-making and other organs. Law: OGI 32; OGI 33.3; OGI 34."""

from datetime import date, datetime

from gongkai.casework import sealing
from gongkai.casework.models import Party as PartyRow
from gongkai.casework.models import StatusRow
from gongkai.casework.services import parties
from gongkai.casework.services.door import System
from gongkai.casework.services.parties import Particulars
from gongkai.foi import facts
from gongkai.foi.casekind import APP
from gongkai.foi.errors import RefusedStep
from gongkai.foi.facts import Opinion, Party
from gongkai.foi.letters.matter import Consulted
from gongkai.foi.models import Consultation
from gongkai.foi.services.stepping import By, Step, step
from gongkai.foi.services.writing import assistance, write
from gongkai.foi.status import Act, Meaning, Phase
from gongkai.organs.queries import organ as organ_of

LONGEST_PERSON = 4
"""A name of more characters is that of a body; the letter addresses it so (贵单位)."""


def consult(
    subject: str,
    party: Party,
    about: str,
    by: By,
    *,
    third_party: Particulars | None = None,
    organ: str = "",
    writes: bool = False,
    working_days: int = 0,
    on: date | None = None,
    despite: str = "",
) -> str:
    """Seek an opinion in writing (征求意见); returns its reference. The reply clock pauses from then on.

    ``about`` is the information concerned, without the applicant's name. A third party is given by its
    particulars, an organ by its code. ``writes`` writes the letters: to a third party and to the applicant
    (who does not learn its name), to a co-maker, or to another organ with its term of ``working_days``.
    Law: OGI 32; OGI 34
    """
    if not about.strip():
        raise RefusedStep("nothing_to_say", "请写明涉及的政府信息，对方才能提出意见。", law="OGI 32")
    if (party is Party.THIRD_PARTY) == (third_party is None) or (party is Party.THIRD_PARTY) == bool(organ):
        raise RefusedStep("whom", "征求第三方意见请填写第三方，征求机关意见请选择机关。", law="OGI 32")
    with step(subject, "foi.consult", Act.CONSULT, by, on=on, despite=despite) as taken:
        if taken.done is not None:
            return str(taken.done["ref"])
        ref = str(taken.application.consultations.count() + 1)
        kept = parties.keep(taken.case, "third_party", third_party) if third_party else None
        Consultation.objects.create(
            application=taken.application,
            ref=ref,
            party=party.value,
            organ=organ_of(organ, as_of=taken.on).code if organ else "",
            third_party=kept,
            about=sealing.seal(about.strip()),
            opinion=b"",
        )
        taken.enter(facts.ConsultationOpened(party=party, ref=ref))
        if writes:
            _write(taken, party, ref, third_party, kept, organ, about.strip(), working_days)
        taken.case.result["ref"] = ref
        return ref


def _write(
    taken: Step,
    party: Party,
    ref: str,
    particulars: Particulars | None,
    kept: PartyRow | None,
    organ: str,
    about: str,
    working_days: int,
) -> None:
    """The letters of a consultation; the applicant is told that there is one, and not with whom."""
    if particulars is not None:
        asked = Consulted(
            party=particulars.name,
            organisation=bool(particulars.contact) or len(particulars.name) > LONGEST_PERSON,
            about=about,
            sent_on=taken.on,
        )
        write(taken, "third_party_consultation", ref=ref, third_party=kept, consulted=asked)
        write(taken, "consultation_notice_applicant", ref=ref, consulted=Consulted(sent_on=taken.on))
        return
    name = organ_of(organ, as_of=taken.on).name
    if party is Party.CO_MAKER:
        asked = Consulted(party=name, about=about, sent_on=taken.on)
        write(taken, "co_maker_consultation", ref=ref, consulted=asked)
    else:
        write(taken, "assistance_letter", ref=ref, assistance=assistance(taken, name, about, working_days))


def close_consultation(
    subject: str, ref: str, opinion: Opinion, by: By, *, text: str = "", on: date | None = None
) -> None:
    """Enter what came back (登记意见), or that nothing did within the time. The clock goes on.

    Law: OGI 32; OGI 34
    """
    with step(subject, "foi.consult", Act.CLOSE_CONSULTATION, by, on=on, ref=ref) as taken:
        if taken.done is not None:
            return
        row = taken.application.consultations.get(ref=ref)
        known = next(each for each in taken.before.consultations if each.ref == ref)
        if opinion is Opinion.SILENT and (known.due_on is None or taken.on < known.due_on):
            until = known.due_on or "对方签收之日起15个工作日"
            raise RefusedStep("not_silent_yet", f"对方的答复期限（{until}）还没有届满。", law="OGI 32")
        row.opinion = sealing.seal(text.strip())
        row.save(update_fields=["opinion"])
        taken.enter(facts.ConsultationClosed(party=Party(row.party), opinion=opinion, ref=ref))


def note_silence(at: datetime, *, region: str = "") -> list[str]:
    """Enter the silence of co-makers whose time has run out (视为同意): the references concerned.

    Theirs alone: the silence of a third party means nothing by itself, a person decides. Law: OGI 34
    """
    rows = StatusRow.objects.filter(app=APP, phase=Phase.CONSULTING.value)
    if region:
        rows = rows.filter(region=region)
    noted = []
    for subject in rows.order_by("pk").values_list("pk", flat=True):
        by = By(actor=System("clock"), at=at)
        with step(subject, "foi.consult", None, by) as taken:
            for each in taken.before.consultations:
                if each.meaning is Meaning.DEEMED_AGREED and each.answered_on is None:
                    deed = facts.ConsultationClosed(party=each.party, opinion=Opinion.SILENT, ref=each.ref)
                    taken.case.enter(deed, each.due_on)
                    noted.append(f"{subject}/{each.ref}")
    return noted
