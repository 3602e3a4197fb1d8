"""What the sheets say that a report adds to a workbook.

`sheets_…` are the names of the sheets, and `…_about` the first line of each: by both together a sheet is known again
when the workbook is checked once more.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # the sheets
    "sheets_summary": ("Oppsummering", "Summary"),
    "sheets_summary_about": (
        "Oppsummering av vurderingen. Arket leses ikke når arbeidsboken kontrolleres igjen.",
        "Summary of the report. The sheet is not read when the workbook is checked again.",
    ),
    "sheets_findings": ("Funn", "Findings"),
    "sheets_findings_about": (
        "Ett funn på hver rad, de alvorligste først. Arket leses ikke når arbeidsboken kontrolleres igjen.",
        "A finding in each row, the worst first. The sheet is not read when the workbook is checked again.",
    ),
    "sheets_missing": ("Mangler", "Missing"),
    "sheets_missing_about": (
        "Opplysninger som mangler, og reglene som trenger dem. Fyll dem ut på arkene de hører til: "
        "dette arket leses ikke når arbeidsboken kontrolleres igjen.",
        "What is missing, and the rules that need it. Fill it in on the sheets where it belongs: "
        "this sheet is not read when the workbook is checked again.",
    ),
    "sheets_judgements": ("Til vurdering", "To be judged"),
    "sheets_judgements_about": (
        "Svar ja eller nei i de blå cellene, oppgi dato og hvor lenge svaret gjelder, og kontroller arbeidsboken "
        "igjen: da teller svarene som vurderinger. En rad uten svar teller ikke.",
        "Answer yes or no in the blue cells, give the date and how long the answer holds, and check the workbook "
        "again: the answers then count as assessments. A row without an answer counts for nothing.",
    ),
    "sheets_outcomes": ("Alle utfall", "Every outcome"),
    "sheets_outcomes_about": (
        "Hver regel for hver post. Arket leses ikke når arbeidsboken kontrolleres igjen.",
        "Each rule for each record. The sheet is not read when the workbook is checked again.",
    ),
    "sheets_left_out": ("Ikke med", "Left out"),
    "sheets_left_out_about": (
        "Dette står ikke slik det ble gitt på arkene i arbeidsboken. Hver rad regnes som en feil når arbeidsboken "
        "kontrolleres igjen: rett opp eller før inn det som mangler, og slett raden.",
        "This does not stand on the workbook's sheets as it was given. Each row counts as a fault when the workbook is "
        "checked again: put it right or enter what lacks, and delete the row.",
    ),
    # headings
    "sheets_outcome": ("Utfall", "Outcome"),
    "sheets_type": ("Posttype", "Record type"),
    "sheets_key": ("Post", "Record"),
    "sheets_title": ("Navn", "Name"),
    "sheets_rule": ("Regel", "Rule"),
    "sheets_clauses": ("Punkt", "Clauses"),
    "sheets_sentence": ("Setning i retningslinjen", "Sentence of the policy"),
    "sheets_modality": ("Styrke", "Force"),
    "sheets_message": ("Hva det gjelder", "What is the matter"),
    "sheets_remedy": ("Hva som må gjøres", "What to do"),
    "sheets_recommendations": ("Anbefalinger", "Recommendations"),
    "sheets_lacking": ("Mangler", "Missing"),
    "sheets_assumptions": ("Forutsetninger", "Assumptions"),
    "sheets_waived_by": ("Dispensasjon: gitt av", "Waiver: granted by"),
    "sheets_waived_until": ("Dispensasjon: utløper", "Waiver: expires on"),
    "sheets_waived_reason": ("Dispensasjon: hvorfor", "Waiver: why"),
    "sheets_id": ("Funn-id", "Finding id"),
    "sheets_field": ("Opplysning", "Information"),
    "sheets_needed_for": ("Trengs for", "Needed for"),
    "sheets_help": ("Slik fylles det ut", "How to fill it in"),
    "sheets_cell": ("Celle", "Cell"),
    "sheets_question": ("Spørsmål", "Question"),
    "sheets_facts": ("Opplysninger", "Facts"),
    "sheets_where": ("Hvor", "Where"),
    "sheets_why": ("Hva som er galt", "What is wrong"),
    # modalities
    "sheets_must": ("skal", "must"),
    "sheets_default": ("hovedregel", "default"),
    "sheets_should": ("bør", "should"),
    "sheets_may": ("kan", "may"),
    # cells
    "sheets_cut": ("… [{0} tegn er utelatt]", "… [{0} characters are left out]"),
    "sheets_more_rows": ("… og {0} rader til, som et ark ikke har plass til", "… and {0} more rows than a sheet holds"),
    "sheets_needed": ("Mangler {0}. Trengs for: {1}.", "{0} is missing. Needed for: {1}."),
    "sheets_given_as": ("Oppgitt som: {0}", "Given as: {0}"),
    # the summary
    "sheets_policy": ("Retningslinje", "Policy"),
    "sheets_version": ("Versjon", "Version"),
    "sheets_issuer": ("Vedtatt av", "Issued by"),
    "sheets_digest": ("Avtrykk", "Digest"),
    "sheets_today": ("Vurdert per", "Judged as of"),
    "sheets_program": ("Vurdert med", "Judged with"),
    "sheets_sheets": ("Arkene i denne arbeidsboken", "The sheets of this workbook"),
    "sheets_records_counted": ("Poster", "Records"),
    "sheets_outcomes_counted": ("Utfall", "Outcomes"),
    "sheets_parameters": ("Verdier som retningslinjen overlater til andre", "Values that the policy leaves open"),
    "sheets_none": ("Ingen.", "None."),
    "sheets_copied": (
        "De første arkene er en kopi av {0} slik den ble lest. I stedet for formler står verdiene de ga.",
        "The first sheets are a copy of {0} as it was read. In the place of formulas stand the values they gave.",
    ),
    "sheets_written": (
        "De første arkene er skrevet ut fra opplysningene som ble lest.",
        "The first sheets are written from the records that were read.",
    ),
    "sheets_of_many": (
        "Opplysningene kom fra flere kilder, så ingen arbeidsbok er kopiert.",
        "The records came from several sources, so no workbook is copied.",
    ),
    "sheets_gone": (
        "{0} kunne ikke leses igjen, så arket er ikke en kopi.",
        "{0} could not be read again, so the sheets are no copy.",
    ),
    "sheets_changed": (
        "{0} er endret etter at den ble lest, så arkene er ikke en kopi.",
        "{0} has changed since it was read, so the sheets are no copy.",
    ),
    "sheets_too_large": (
        "{0} er for stor til å kopieres.",
        "{0} is too large to be copied.",
    ),
    "sheets_not_copied": (
        "{0} inneholder noe som gjør at den ikke kan kopieres.",
        "{0} holds something for which it cannot be copied.",
    ),
    "sheets_marks": (
        "Celler med feil er røde, og celler som mangler en opplysning en regel trenger, er gule; "
        "en merknad på cellen sier hvorfor.",
        "Cells at fault are red, and cells that lack what a rule needs are yellow; a comment on the cell says why.",
    ),
    "sheets_uncommented": (
        "Så mange celler mangler en opplysning at {0} av dem er lysere gule og uten merknad: "
        "hva som mangler, står på arket «Mangler».",
        "So many cells lack something that {0} of them are a lighter yellow and have no comment: "
        "what is missing stands on the sheet “Missing”.",
    ),
    # what does not stand on the sheets
    "sheets_unlike": (
        "kan ikke stå i en celle slik det ble gitt",
        "cannot stand in a cell as it was given",
    ),
    "sheets_part": (
        "bare {0} av {1} poster er med i denne arbeidsboken",
        "only {0} of {1} records are in this workbook",
    ),
    "left_out": (
        "står ikke i arbeidsboken slik det ble gitt: rett det opp, og slett raden",
        "does not stand in the workbook as it was given: put it right, and delete the row",
    ),
}
