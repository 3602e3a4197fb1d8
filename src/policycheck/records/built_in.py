"""The record types that every policy has: waivers and assessments."""

from __future__ import annotations

from policycheck.language.rulebook import FieldType, RecordType
from policycheck.language.types import BOOLEAN, DATE, TEXT, Type


def _field(name: str, type_: Type, nb: str, en: str, required: bool = False) -> FieldType:
    return FieldType(name, type_, {"nb": nb, "en": en}, required=required)


def _type(name: str, nb: tuple[str, str], en: tuple[str, str], *fields: FieldType) -> RecordType:
    return RecordType(
        name,
        f"{name}s",
        {field.name: field for field in fields},
        key=None,
        label={"nb": nb[0], "en": en[0]},
        plural_label={"nb": nb[1], "en": en[1]},
    )


WAIVER = _type(
    "waiver",
    ("Dispensasjon", "Dispensasjoner"),
    ("Waiver", "Waivers"),
    _field("rule", TEXT, "Regel", "Rule", required=True),
    _field("subject", TEXT, "Gjelder (post-id eller portfolio)", "Subject (record id or portfolio)", required=True),
    _field("reason", TEXT, "Begrunnelse", "Reason"),
    _field("granted_by", TEXT, "Gitt av", "Granted by"),
    _field("granted_on", DATE, "Gitt dato", "Granted on", required=True),
    _field("expires_on", DATE, "Utløper", "Expires on", required=True),
    _field("case_number", TEXT, "Saksnummer", "Case number"),
)
ASSESSMENT = _type(
    "assessment",
    ("Vurdering", "Vurderinger"),
    ("Assessment", "Assessments"),
    _field("judgement", TEXT, "Vurderingsspørsmål", "Judgement", required=True),
    _field("subject", TEXT, "Gjelder (post-id eller portfolio)", "Subject (record id or portfolio)", required=True),
    _field("answer", BOOLEAN, "Svar (ja/nei)", "Answer (yes/no)", required=True),
    _field("by", TEXT, "Vurdert av", "Assessed by"),
    _field("on", DATE, "Dato", "Date", required=True),
    _field("valid_until", DATE, "Gyldig til", "Valid until", required=True),
    _field("reason", TEXT, "Begrunnelse", "Reason"),
)
