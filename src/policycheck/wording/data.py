"""What is said of data that cannot be read or used, and of what was passed over."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # why a cell could not be read
    "not_a_text": ("er ikke en tekst", "is not a text"),
    "text_too_long": ("er for lang: høyst 100 000 tegn", "is too long: at most 100,000 characters"),
    "broken_text": ("har tegn som ikke kan leses", "has characters that cannot be read"),
    "not_a_boolean": ("er verken ja eller nei", "is neither yes nor no"),
    "not_a_number": (
        "er ikke et tall: skriv bare sifrene, for eksempel 1000000 eller 1 000 000,50",
        "is not a number: write the digits alone, such as 1000000 or 1 000 000.50",
    ),
    "not_whole": ("er ikke et helt tall", "is not a whole number"),
    "not_finite": ("er ikke et endelig tall", "is not a finite number"),
    "number_too_long": (
        "har for mange sifre: høyst 18 foran desimaltegnet",
        "has too many digits: at most 18 before the point",
    ),
    "too_many_decimals": (
        "har for mange desimaler: rund av til høyst 6",
        "has too many decimals: round it to 6 at most",
    ),
    "ambiguous_number": (
        "kan leses på to måter: skriv tallet uten skilletegn (1000) eller med to desimaler (1,00)",
        "can be read in two ways: write the number without separators (1000) or with two decimals (1.00)",
    ),
    "number_not_date": (
        "er et tall, ikke en dato: formater cellen som dato",
        "is a number, not a date: format the cell as a date",
    ),
    "date_not_number": (
        "er lagret som dato eller klokkeslett: formater cellen som tall, og skriv tallet på nytt",
        "is stored as a date or a time: format the cell as a number, and write the number again",
    ),
    "date_not_text": (
        "er lagret som dato eller klokkeslett: formater cellen som tekst, og skriv verdien på nytt",
        "is stored as a date or a time: format the cell as text, and write the value again",
    ),
    "rounded_number": (
        "har mer enn {0} sifre, så regnearket har rundet av: formater cellen som tekst, og skriv det på nytt",
        "has more than {0} digits, so the spreadsheet has rounded it: format the cell as text, and write it again",
    ),
    "formula_error": (
        "er en feilverdi og ikke en opplysning: rett formelen, eller skriv verdien inn",
        "is an error and not a value: mend the formula, or write the value",
    ),
    "formula_without_value": (
        "formelen er aldri beregnet: åpne arbeidsboken i et regnearkprogram, og lagre den",
        "the formula has never been calculated: open the workbook in a spreadsheet program, and save it",
    ),
    "merged_cell": (
        "cellen er slått sammen med {0}: opphev sammenslåingen, og fyll ut hver celle",
        "the cell is merged with {0}: unmerge them, and fill in each cell",
    ),
    "not_a_date": (
        "er ikke en dato: skriv 31.12.2025 eller 2025-12-31",
        "is not a date: write 2025-12-31 or 31.12.2025",
    ),
    "no_such_date": ("er en dato som ikke finnes", "is a date that does not exist"),
    "time_of_day": ("har et klokkeslett, men skal være en dato", "has a time of day, but must be a date"),
    "not_a_period": ("er ikke en periode: skriv 2023-10-01/2027-10-01", "is not a period: write 2023-10-01/2027-10-01"),
    "empty_period": ("er en periode som slutter før den begynner", "is a period that ends before it begins"),
    "unknown_choice": ("er ikke et av valgene: {1}", "is not one of the choices: {1}"),
    "unknown_choice_near": (
        "er ikke et av valgene; mente du «{0}»? Valgene er {1}",
        "is not one of the choices; did you mean `{0}`? The choices are {1}",
    ),
    "not_a_list": ("er ikke en liste", "is not a list"),
    "too_small": ("er for lite: minst {0}", "is too small: at least {0}"),
    "too_early": ("er for tidlig: tidligst {0}", "is too early: {0} at the earliest"),
    "too_late": ("er for sen: senest {0}", "is too late: {0} at the latest"),
    "too_large": ("er for stort: høyst {0}", "is too large: at most {0}"),
    "given_twice": ("er oppgitt to ganger i samme post", "is given twice in the same record"),
    # sheets and their headings
    "ambiguous_sheet": (
        "kan bety flere posttyper ({0}), så tabellen er ikke lest: gi den navn etter én av dem",
        "may mean several record types ({0}), so the table was not read: give it the name of one of them",
    ),
    "no_headings": (
        "tabellen er ikke lest, for ingen av de {0} første radene har overskriftene som ventes: {1}",
        "the table was not read, for none of its first {0} rows has the headings expected: {1}",
    ),
    "no_key_column": (
        "tabellen er ikke lest, for den har ingen kolonne med overskriften «{0}», som skiller radene fra hverandre",
        "the table was not read, for it has no column with the heading `{0}`, which tells its rows apart",
    ),
    "heading_twice": (
        "står også i {0}, og ingen kan vite hvilken kolonne som gjelder, så ingen av dem er lest: "
        "fjern den ene, eller gi den en annen overskrift",
        "also stands in {0}, and nobody can tell which column is meant, so neither was read: "
        "remove one, or give it another heading",
    ),
    "key_heading_twice": (
        "står også i {0}, og ingen kan vite hvilken kolonne som skiller radene fra hverandre, "
        "så tabellen er ikke lest: fjern den ene, eller gi den en annen overskrift",
        "also stands in {0}, and nobody can tell which column tells the rows apart, so the table was not read: "
        "remove one, or give it another heading",
    ),
    "ambiguous_heading": (
        "kan bety flere felt ({0}), så kolonnen er ikke lest: bruk en overskrift som bare gjelder ett av dem",
        "may mean several fields ({0}), so the column was not read: use a heading that means only one of them",
    ),
    "no_heading": (
        "kolonne {0} har ingen overskrift og er ikke lest: gi den en overskrift, eller tøm den",
        "column {0} has no heading and was not read: give it a heading, or empty it",
    ),
    "second_table": (
        "her begynner en ny tabell, og herfra og ned er ingenting lest: flytt tabellen til et eget ark",
        "a second table begins here, and nothing was read from here down: move it to a sheet of its own",
    ),
    # rows and files
    "required": ("må oppgis", "is required"),
    "unread_type": (
        "er ikke en posttype og er ikke lest; mente du «{0}»?",
        "is not a record type and was not read; did you mean `{0}`?",
    ),
    "no_key": ("raden mangler nøkkel («{0}») og kan ikke vurderes", "the row has no key (`{0}`) and cannot be judged"),
    "above_headings": (
        "raden står over overskriftene i rad {0} og er ikke lest: flytt den ned under dem",
        "the row stands above the headings in row {0} and was not read: move it below them",
    ),
    "duplicate_key": (
        "nøkkelen er brukt av en tidligere rad; denne raden er ikke vurdert",
        "an earlier row has this key; this row is not judged",
    ),
    "duplicate_key_in": (
        "en rad i {0} har allerede denne nøkkelen; denne raden er ikke vurdert",
        "a row of {0} has this key already; this row is not judged",
    ),
    "dangling": ("finnes ikke: det er ingen {0} med denne nøkkelen", "does not exist: there is no {0} with this key"),
    "not_a_row": ("raden er ikke en post med navngitte verdier", "the row is not a record of named values"),
    "not_rows": ("skal være en liste av poster", "must be a list of records"),
    "many_portfolios": (
        "det er bare én portefølje; flere rader er oppgitt",
        "there is one portfolio; several rows are given",
    ),
    "table_twice": (
        "er oppgitt to ganger i samme fil; bare den siste er lest",
        "is given twice in one file; only the last is read",
    ),
    "not_an_object": (
        'filen skal begynne med navngitte lister, som {{"projects": […]}}, eller være én liste og hete som posttypen',
        'the file must begin with named lists, such as {{"projects": […]}}, or be one list and named after its records',
    ),
    "empty_file": ("filen er tom", "the file is empty"),
    "broken_json": (
        "filen kan ikke leses som JSON: linje {0}, kolonne {1}: {2}",
        "the file cannot be read as JSON: line {0}, column {1}: {2}",
    ),
    "broken_yaml": (
        "filen kan ikke leses som YAML: linje {0}, kolonne {1}: {2}",
        "the file cannot be read as YAML: line {0}, column {1}: {2}",
    ),
    "too_nested": ("filen er nøstet for dypt", "the file is nested too deeply"),
    "too_many_cells": (
        "raden har {0} celler, men det er bare {1} overskrifter, så bare nøkkelen er lest: trolig står et skilletegn "
        "inne i en celle, som i 1,000; sett anførselstegn rundt cellen",
        "the row has {0} cells, but there are only {1} headings, so nothing but its key was read: most likely a "
        "separator stands within a cell, as in 1,000; put that cell in quotes",
    ),
    "unknown_table": (
        "filen er ikke lest, for den heter ikke som noen posttype: kall den det den inneholder ({0})",
        "the file was not read, for it is not named after a record type: call it what it holds ({0})",
    ),
    "unread_kind": (
        "filen er ikke lest, så postene i den mangler: lagre den som en av {0}",
        "the file was not read, so its records are missing: save it as one of {0}",
    ),
    "unread_folder": (
        "mappen er ikke lest, så postene i den mangler: legg filene rett i mappen over, "
        "eller oppgi denne mappen for seg",
        "the folder was not read, so its records are missing: put its files into the folder above, "
        "or give this folder on its own",
    ),
    "empty_folder": (
        "mappen har ingen fil som kan leses: legg en fil i den for hver posttype, som {0}",
        "the folder has no file that can be read: put a file into it for each record type, such as {0}",
    ),
    "no_parts": ("mappen har ingen Parquet-filer", "the folder has no Parquet files"),
    "broken_parquet": ("filen kan ikke leses som Parquet: {0}", "the file cannot be read as Parquet: {0}"),
    "key_column_twice": (
        "er samme felt som kolonnen «{0}», og ingen kan vite hvilken som skiller radene fra hverandre, "
        "så tabellen er ikke lest: fjern den ene",
        "is the same field as the column `{0}`, and nobody can tell which tells the rows apart, "
        "so the table was not read: remove one",
    ),
    "column_twice": (
        "er samme felt som kolonnen «{0}», og ingen kan vite hvilken som gjelder, så ingen av dem er lest: "
        "fjern den ene",
        "is the same field as the column `{0}`, and nobody can tell which is meant, so neither was read: remove one",
    ),
    "broken_quotes": (
        "anførselstegnene går ikke opp, og raden er ikke lest (linje {0} i filen): sett anførselstegn rundt hele "
        "teksten, og skriv et anførselstegn inni den to ganger",
        "the quotes do not match, and the row was not read (line {0} of the file): put the whole text in quotes, "
        "and write a quote within it twice",
    ),
    "locked_workbook": (
        "arbeidsboken er låst med passord: fjern passordet (Fil, Informasjon, Beskytt arbeidsbok), og lagre den",
        "the workbook is locked with a password: take the password off (File, Info, Protect Workbook), and save it",
    ),
    "not_a_workbook": (
        "filen er ikke en arbeidsbok, hva den enn heter: åpne den i et regnearkprogram, og lagre den som .xlsx",
        "the file is not a workbook, whatever its name says: open it in a spreadsheet program, and save it as .xlsx",
    ),
    "other_workbook": (
        "arbeidsboken er ikke lest, for den er lagret som {0}: åpne den, og lagre den som Excel-arbeidsbok (.xlsx)",
        "the workbook was not read, for it is saved as {0}: open it, and save it as an Excel workbook (.xlsx)",
    ),
    "broken_workbook": (
        "arbeidsboken er skadet eller ufullstendig: hent den på nytt, "
        "eller åpne den i et regnearkprogram og lagre den som .xlsx",
        "the workbook is damaged or not whole: fetch it again, "
        "or open it in a spreadsheet program and save it as .xlsx",
    ),
    "workbook_too_large": (
        "arbeidsboken er for stor: pakket ut er den på mer enn {0} MB; slett tomme rader og ark som ikke trengs",
        "the workbook is too large: unpacked it has more than {0} MB; delete empty rows and sheets you do not need",
    ),
    "sheet_too_large": (
        "arket er for stort og er ikke lest: det går til rad {0} og kolonne {1}; slett det som står langt fra tabellen",
        "the sheet is too large and was not read: it goes to row {0} and column {1}; delete what is far off the table",
    ),
    "too_many_errors": (
        "arket er ikke lest, for mer enn {0} av cellene er feilverdier: rett formlene",
        "the sheet was not read, for more than {0} of its cells are errors: mend the formulas",
    ),
    "too_many_merged": (
        "arket er ikke lest, for det har mer enn {0} sammenslåtte områder: opphev sammenslåingen",
        "the sheet was not read, for it has more than {0} merged ranges: unmerge them",
    ),
    "not_text_file": ("filen er ikke en tekstfil", "the file is not a text file"),
    # the sheets of a template that hold no records
    "sheet_guide": ("Veiledning", "Guide"),
    "sheet_lists": ("Lister", "Lists"),
    # notes
    "unknown_type": ("Den ukjente posttypen «{0}» er ikke lest.", "The unknown record type `{0}` was not read."),
    "unknown_type_near": (
        "Den ukjente posttypen «{0}» er ikke lest. Mente du «{1}»?",
        "The unknown record type `{0}` was not read. Did you mean `{1}`?",
    ),
    "unknown_column": ("Det ukjente feltet «{1}» i {0} er ikke lest.", "The unknown field `{1}` of {0} was not read."),
    "unknown_column_near": (
        "Det ukjente feltet «{1}» i {0} er ikke lest. Mente du «{2}»?",
        "The unknown field `{1}` of {0} was not read. Did you mean `{2}`?",
    ),
    "windows_1252": (
        "{0} er ikke UTF-8 og er lest som Windows-1252; se etter at æ, ø og å er riktige.",
        "{0} is not UTF-8 and was read as Windows-1252; check that letters such as æ, ø and å are right.",
    ),
    "file_not_read": (
        "{0} er ikke lest, for filen heter ikke som noen posttype.",
        "{0} was not read, for the file is not named after a record type.",
    ),
    "kind_not_read": (
        "{0} er ikke lest; data leses fra filer som ender på {1}.",
        "{0} was not read; data are read from files ending in {1}.",
    ),
    "folder_not_read": (
        "Mappen {0} er ikke lest; filer leses bare rett i mappen som er oppgitt.",
        "The folder {0} was not read; files are read only right in the folder given.",
    ),
    "rows_in_a_cell": (
        "I {0}, rad {1}, går en tekst i anførselstegn over flere linjer som ser ut som egne rader; se etter at ingen "
        "rader mangler.",
        "In {0}, row {1}, a text in quotes runs over several lines that look like rows of their own; check that no "
        "rows are missing.",
    ),
    "missing_columns": (
        "Tabellen {0} mangler kolonnene {1}: verdiene regnes som ikke oppgitt.",
        "The table {0} lacks the columns {1}: their values count as missing.",
    ),
    "first_findings": (
        "Her står {0} av {1} funn; status og antall gjelder alle.",
        "These are {0} of {1} findings; status and counts are those of all.",
    ),
    "more_faults": (
        "Feil i {0} · {1}: {2} rader i alt; {3} av dem står her.",
        "Faults in {0} · {1}: {2} rows in all; {3} of them are shown.",
    ),
    "no_records": (
        "Ingen poster er oppgitt, så ingenting er vurdert.",
        "No records were given, so nothing was judged.",
    ),
    "no_outcomes": (
        "Ingen regel gjelder for postene på denne datoen, så ingenting er vurdert.",
        "No rule applies to the records on this date, so nothing was judged.",
    ),
    "policy_not_in_force": ("Retningslinjen gjelder ikke {0}.", "The policy is not in force on {0}."),
    "set_here": (
        "satt for denne rapporten; retningslinjen har {0}, med denne forutsetningen",
        "set for this report; the policy has {0}, with this assumption",
    ),
    "judged_by": (
        "Vurdert etter {0} {1} (avtrykk {2}) med policycheck {3}",
        "Judged by {0} {1} (digest {2}) with policycheck {3}",
    ),
    "parameter_set": (
        "Parameteren {0} er satt til {1} for denne rapporten; retningslinjen har {2}.",
        "The parameter {0} is set to {1} for this report; the policy has {2}.",
    ),
    "waiver_expired": (
        "Dispensasjonen fra {0} for {1} gjelder ikke {2}: den gjelder fra {3} til {4}.",
        "The waiver of {0} for {1} is not in force on {2}: it runs from {3} until {4}.",
    ),
    "waiver_unfounded": (
        "Dispensasjonen fra {0} for {1} sier ikke både hvorfor den er gitt, og av hvem.",
        "The waiver of {0} for {1} does not say both why it was granted and by whom.",
    ),
    "waiver_orphan_rule": (
        "En dispensasjon nevner regelen «{0}», som ikke finnes.",
        "A waiver names the rule `{0}`, which does not exist.",
    ),
    "waiver_orphan_rule_near": (
        "En dispensasjon nevner regelen «{0}», som ikke finnes. Mente du «{1}»?",
        "A waiver names the rule `{0}`, which does not exist. Did you mean `{1}`?",
    ),
    "waiver_of_judgement": (
        "En dispensasjon nevner spørsmålet «{0}»; et spørsmål besvares med en vurdering, ikke med en dispensasjon.",
        "A waiver names the judgement `{0}`; a judgement is answered by an assessment, not waived.",
    ),
    "waiver_orphan_subject": (
        "Dispensasjonen fra {0} gjelder «{1}», som ikke finnes blant postene.",
        "The waiver of {0} is for `{1}`, which is not among the records.",
    ),
    "assessment_expired": (
        "Vurderingen av {0} for {1} gjelder ikke {2}: den gjelder fra {3} til {4}.",
        "The assessment of {0} for {1} does not hold on {2}: it runs from {3} until {4}.",
    ),
    "assessment_orphan_judgement": (
        "En vurdering nevner spørsmålet «{0}», som ikke finnes.",
        "An assessment names the judgement `{0}`, which does not exist.",
    ),
    "assessment_orphan_subject": (
        "Vurderingen av {0} gjelder «{1}», som ikke finnes blant postene.",
        "The assessment of {0} is for `{1}`, which is not among the records.",
    ),
}
