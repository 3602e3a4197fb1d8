"""What the workbook to fill in says: its guide, hints and checks."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # the workbook to fill in
    "guide_version": ("Versjon {0}", "Version {0}"),
    "guide_issuer": ("Utgitt av {0}", "Issued by {0}"),
    "guide_about": (
        "Her fører dere opplysningene som retningslinjen gjelder. policycheck leser arbeidsboken og sier hva som ikke "
        "er i samsvar, hva som mangler, og hva noen må vurdere.",
        "Keep here the records that the policy is about. policycheck reads the workbook and says what does not comply, "
        "what is missing, and what a person must judge.",
    ),
    "guide_steps": ("Slik gjør du", "What to do"),
    "guide_step_rows": (
        "Skriv én post per rad, fra rad 2 og nedover. La arknavn og overskrifter stå som de er; rekkefølgen på "
        "kolonnene kan du endre.",
        "Write one record on each row, from row 2 downwards. Leave the names of sheets and the headings as they are; "
        "the columns may change places.",
    ),
    "guide_step_keys": (
        "Den første kolonnen er nøkkelen, for eksempel Id. Hver rad på et ark har sin egen. Når et annet ark viser til "
        "raden, er det nøkkelen som skal stå der; velg den fra listen i cellen.",
        "The first column is the key, for instance Id. Each row of a sheet has its own. Where another sheet refers to "
        "the row, it does so by the key; choose it from the list in the cell.",
    ),
    "guide_step_lists": (
        "Flere verdier i samme celle skilles med semikolon: kultur; skole; næring.",
        "Several values in one cell are separated by semicolons: culture; schools; trade.",
    ),
    "guide_step_values": (
        "Datoer skrives som {0}, beløp og tall uten andre tegn enn desimalkomma, og ja eller nei som ord.",
        "Write dates as {0}, amounts and numbers without any signs but the decimal point, and yes or no as words.",
    ),
    "guide_step_currency": (" Beløp er i {0}.", " Amounts are in {0}."),
    "guide_step_blank": (
        "En tom celle betyr «ikke oppgitt»: aldri null, og aldri i orden. Trengs opplysningen for å avgjøre en regel, "
        "sier rapporten at den mangler. Er svaret null, skriver du 0.",
        "An empty cell means “not stated”: never zero, and never a pass. Where a rule cannot be decided without it, "
        "the report says that it is missing. If the answer is zero, write 0.",
    ),
    "guide_step_help": (
        "Hold musepekeren over en overskrift med rødt hjørne for å se hva som skal stå i kolonnen.",
        "Rest the pointer on a heading with a red corner to see what belongs in the column.",
    ),
    "guide_step_check": (
        "Lagre arbeidsboken, lukk den, og kjør kommandoen nedenfor med navnet på filen din. Rapporten nevner ark og "
        "rad for det som ikke kan leses. Rett opp, lagre, og kjør kommandoen på nytt.",
        "Save the workbook, close it, and run the command below with the name of your file. The report names sheet and "
        "row of what cannot be read. Put it right, save, and run the command again.",
    ),
    "guide_file": ("arbeidsbok.xlsx", "workbook.xlsx"),
    "guide_marks": ("Fargene", "The colours"),
    "guide_mark_heading": ("Overskrift", "Heading"),
    "guide_mark_must": ("Må fylles ut i hver rad.", "Must be filled in on every row."),
    "guide_mark_optional": (
        "Fylles ut når opplysningen finnes; ellers blir cellen stående tom.",
        "Filled in where there is something to say; otherwise the cell stays empty.",
    ),
    "guide_sheets": ("Arkene", "The sheets"),
    "guide_sheet": ("Ark", "Sheet"),
    "guide_one_row": ("Hver rad er", "Each row is"),
    "guide_only_row": ("{0} (bare én rad)", "{0} (one row only)"),
    "guide_refers": ("Viser til", "Refers to"),
    "guide_waivers": ("Regler det kan gis dispensasjon fra", "Rules that can be waived"),
    "guide_waiver": (
        "Når noen har gitt dispensasjon fra en regel, føres det på arket «{0}»: hvilken regel, hvilken post (nøkkelen, "
        "eller portfolio når regelen gjelder porteføljen), hvem som ga den, og hvilke datoer den gjelder mellom. "
        "Bruddet står da som dispensasjon i rapporten til den utløper.",
        "Where somebody has waived a rule, record it on the sheet “{0}”: which rule, which record (its key, or "
        "portfolio if the rule is about the portfolio), who granted it, and between which dates it is in force. The "
        "breach then stands as waived in the report until it expires.",
    ),
    "guide_assessments": ("Spørsmål som noen må vurdere", "Questions that a person must judge"),
    "guide_assessment": (
        "Svarene føres på arket «{0}»: hvilket spørsmål, hvilken post, ja eller nei, hvem som svarte, når, hvor lenge "
        "svaret gjelder, og begrunnelsen. Ja betyr at kravet er oppfylt.",
        "Record the answers on the sheet “{0}”: which question, which record, yes or no, who answered, when, how long "
        "the answer holds, and the reason. Yes means that the requirement is met.",
    ),
    "guide_rule": ("Regel", "Rule"),
    "guide_judgement": ("Vurderingsspørsmål", "Judgement"),
    "guide_applies_to": ("Gjelder", "About"),
    "guide_sentence": ("Setningen i retningslinjen", "The sentence of the policy"),
    "guide_breach": ("Slik meldes et brudd", "What a breach says"),
    "guide_question": ("Spørsmålet", "The question"),
    "hint_key": (
        "Nøkkelen: må fylles ut, og hver rad har sin egen.",
        "The key: must be filled in, and each row has its own.",
    ),
    "hint_must": ("Må fylles ut.", "Must be filled in."),
    "hint_boolean": ("Ja eller nei.", "Yes or no."),
    "hint_integer": ("Et helt tall{0}.", "A whole number{0}."),
    "hint_number": ("Et tall{0}.", "A number{0}."),
    "hint_money": ("Et beløp{0}, uten valuta.", "An amount{0}, without the currency."),
    "hint_money_in": ("Et beløp i {0}{1}, uten valuta.", "An amount in {0}{1}, without the currency."),
    "hint_date": ("En dato{1}, for eksempel {0}.", "A date{1}, for instance {0}."),
    "hint_between": (" fra {0} til {1}", " from {0} to {1}"),
    "hint_least": (", minst {0}", ", at least {0}"),
    "hint_most": (", høyst {0}", ", at most {0}"),
    "hint_earliest": (", tidligst {0}", ", not before {0}"),
    "hint_latest": (", senest {0}", ", not after {0}"),
    "hint_choice": ("Velg blant:", "Choose from:"),
    "hint_ref": ("Nøkkelen til en rad på arket «{0}».", "The key of a row on the sheet “{0}”."),
    "hint_table": ("En av nøklene i listen «{0}».", "One of the keys of the list “{0}”."),
    "hint_list": ("Flere verdier skilles med semikolon (;).", "Several values are separated by semicolons (;)."),
    "hint_waiver_rule": (
        "Velg regelen fra listen; de er forklart på det første arket.",
        "Choose the rule from the list; the first sheet says what each is about.",
    ),
    "hint_waiver_subject": (
        "Nøkkelen til posten dispensasjonen gjelder, eller portfolio for hele porteføljen.",
        "The key of the record that the waiver is for, or portfolio for the whole portfolio.",
    ),
    "hint_waiver_granted_on": ("Dagen dispensasjonen gjelder fra.", "The day from which the waiver is in force."),
    "hint_waiver_expires_on": (
        "Den første dagen dispensasjonen ikke lenger gjelder.",
        "The first day on which the waiver is no longer in force.",
    ),
    "hint_assessment_judgement": (
        "Velg spørsmålet fra listen; de er forklart på det første arket.",
        "Choose the question from the list; the first sheet says what each is about.",
    ),
    "hint_assessment_subject": (
        "Nøkkelen til posten spørsmålet gjelder, eller portfolio for hele porteføljen.",
        "The key of the record that the question is about, or portfolio for the whole portfolio.",
    ),
    "hint_assessment_on": ("Dagen svaret ble gitt.", "The day on which the answer was given."),
    "hint_assessment_valid_until": (
        "Den første dagen svaret ikke lenger gjelder.",
        "The first day on which the answer no longer holds.",
    ),
    "check_title": ("Sjekk verdien", "Check the value"),
    "check_list": (
        "Verdien står ikke i listen. Velg helst en som står der.",
        "The value is not in the list. Better choose one that is.",
    ),
}
