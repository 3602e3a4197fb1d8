"""Each kind of weakness: where it is told and how, and where it is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from grants import FRAME, linted, told

Write = Callable[..., Path]


def _of(pack: Path, id_: str, today: date = date(2026, 11, 1)) -> list[str]:
    """What is told of one kind."""
    found = linted(pack, today)
    assert found.faults == ()
    assert id_ in found.looked_for
    return [one.removesuffix(f" [{id_}] {one.split()[-1]}") for one in told(found) if f" [{id_}] " in one]


def test_the_frame_has_none(write: Write) -> None:
    found = linted(write())
    assert (found.faults, found.weaknesses, found.silenced) == ((), (), ())


RULE = 'rules:\n  - {{id: added, clauses: ["1"], about: project, modality: {modality}, {rest}}}\n'


def _rule(rest: str, modality: str = "should") -> str:
    return RULE.format(rest=rest, modality=modality)


class TestClauseNotCited:
    TEXT = 'text:\n  - {{id: "3", force: {force}, nb: "Liste.", en: "A list."{more}}}\n'

    def test_an_indicative_clause(self, write: Write) -> None:
        pack = write(more=self.TEXT.format(force="indicative", more=""))
        assert _of(pack, "clause-not-cited") == [
            'more.yaml:2 ‹"3"› no rule or judgement cites the indicative clause `3`'
        ]

    @pytest.mark.parametrize("force", ["heading", "descriptive", "definition"])
    def test_not_what_is_background(self, write: Write, force: str) -> None:
        assert _of(write(more=self.TEXT.format(force=force, more="")), "clause-not-cited") == []

    def test_not_where_it_says_why_or_a_parameter_rests_on_it(self, write: Write) -> None:
        why = ", not_checked: {nb: Nei, en: No}"
        assert _of(write(more=self.TEXT.format(force="indicative", more=why)), "clause-not-cited") == []
        more = self.TEXT.format(force="indicative", more="") + 'parameters: {p: {type: text, clause: "3", value: x}}\n'
        assert _of(write(more=more), "clause-not-cited") == []

    def test_not_where_a_rule_cannot_be_read(self, write: Write) -> None:
        more = self.TEXT.format(force="indicative", more="") + "rules: [{id: odd, clauses: 3, modality: may}]\n"
        found = linted(write(more=more))
        assert found.faults
        assert "clause-not-cited" not in [one.id for one in found.weaknesses]


class TestConditions:
    @pytest.mark.parametrize(
        ("rest", "id_", "message"),
        [
            (
                'when: status == "active" and status == "ended", require: present(budget)',
                "condition-always-false",
                'more.yaml:2 ‹status == "active" and status == "ended"› the `when` of this rule is never true, whatever the record',
            ),
            ("when: false, require: present(budget)", "condition-always-false", "more.yaml:2 ‹false› the `when` of this rule is always false, whatever the record"),
            ("require: budget < 0", "condition-always-false", "more.yaml:2 ‹budget < 0› the `require` of this rule is never true, whatever the record"),
            ("require: budget >= 0", "condition-always-true", "more.yaml:2 ‹budget >= 0› the `require` of this rule is never false, whatever the record"),
            ("forbid: budget < 0", "condition-always-false", "more.yaml:2 ‹budget < 0› the `forbid` of this rule is never true, whatever the record"),
            ("forbid: present(id)", "condition-always-true", "more.yaml:2 ‹present(id)› the `forbid` of this rule is always true, whatever the record"),
            (
                "when: present(id), require: present(budget)",
                "condition-always-true",
                "more.yaml:2 ‹present(id)› the `when` of this rule is always true, whatever the record",
            ),
            (
                "require: present(budget), unless: [{if: missing(id), because: {nb: A, en: B}}]",
                "condition-always-false",
                "more.yaml:2 ‹missing(id)› the `if` of this rule is always false, whatever the record",
            ),
        ],
    )  # fmt: skip
    def test_never_true_or_never_false(self, write: Write, rest: str, id_: str, message: str) -> None:
        assert _of(write(more=_rule(rest)), id_) == [message]

    def test_of_a_judgement(self, write: Write) -> None:
        judgement = 'judgements:\n  - {id: asked, clauses: ["1"], about: project, when: missing(id), question: {nb: A, en: B}}\n'
        assert _of(write(more=judgement), "condition-always-false") == [
            "more.yaml:2 ‹missing(id)› the `when` of this judgement is always false, whatever the record"
        ]

    @pytest.mark.parametrize(
        "rest",
        [
            "when: true, require: present(budget)",
            "require: budget > 0 or budget < param.least",
            "for: {kind: [active, ended]}, require: status == kind or kind == \"active\"",
            "require: title == title and present(title)",
        ],
    )  # fmt: skip
    def test_not_what_some_record_or_parameter_or_value_of_a_for_can_change(self, write: Write, rest: str) -> None:
        pack = write(more=_rule(rest) + "parameters: {least: {type: money, value: 0}}\n")
        assert (_of(pack, "condition-always-true"), _of(pack, "condition-always-false")) == ([], [])


class TestUnused:
    def test_what_nothing_speaks_of(self, write: Write) -> None:
        more = (
            "records: {visit: {title: name, fields: {name: text, day: date, of: {type: ref, to: project, inverse: visits}}}}\n"
            "parameters: {p: {type: text, value: x}}\n"
            "tables: {schemes: {fields: {name: text}, rows: []}}\n"
            "derive: {project: {dear: budget > 5, dearer: dear}}\n"
        )
        assert told(linted(write(more=more))) == [
            "more.yaml:1 ‹day› nothing uses the field `visit.day` [unused-field] visit.day",
            "more.yaml:1 ‹of› nothing uses the field `visit.of` [unused-field] visit.of",
            "more.yaml:2 ‹p› nothing uses the parameter `p` [unused-parameter] p",
            "more.yaml:3 ‹schemes› nothing uses the table `schemes` [unused-table] schemes",
            "more.yaml:3 ‹name› nothing uses the field `schemes.name` [unused-field] schemes.name",
            "more.yaml:4 ‹dearer› nothing uses the derivation `project.dearer` [unused-derivation] project.dearer",
        ]

    def test_all_that_may_speak_of_something(self, write: Write) -> None:
        more = """\
records:
  visit: {fields: {day: date, of: {type: ref, to: project, inverse: visits}, scheme: {type: ref, to: schemes}}}
tables:
  schemes: {title: name, fields: {name: text}, rows: []}
  places: {fields: {size: integer}, rows: []}
parameters:
  a: {type: date, value: 2026-01-01}
  b: {type: text, value: x}
derive:
  project: {visited: any(v.day >= param.a for v in visits), marks: {dear: budget > 5}, kind: status}
rules:
  - id: added
    clauses: ["1"]
    about: project
    modality: should
    require: visited and any(marks)
    unless: [{if: kind == "ended", because: {nb: "Merke {param.b}.", en: "Mark {param.b}."}}]
    recommend:
      from: p in places
      say: {nb: "{p.size} plasser", en: "{p.size} seats"}
judgements:
  - {id: asked, clauses: ["1"], about: visit, question: {nb: "Godt?", en: "Good?"}, facts: {scheme: scheme}}
"""
        assert [one.id for one in linted(write(more=more)).weaknesses] == ["rule-without-case", "rule-without-case"]


class TestRuleWithoutCase:
    MORE = """\
rules:
  - {id: cheap, clauses: ["1"], about: project, modality: must, for: {limit: [10, 20]}, require: budget <= limit}
  - {id: plain, clauses: ["1"], about: project, modality: must, require: present(budget) and budget > 1}
  - id: pick
    clauses: ["1"]
    about: project
    modality: may
    when: present(budget)
    recommend: {from: p in portfolio.projects, say: {nb: "{p}", en: "{p}"}}
judgements:
  - {id: asked, clauses: ["1"], about: project, question: {nb: A, en: B}}
"""
    CASE = "- {{case: more, today: 2026-11-01, given: {{}}, expect: {expect}}}\n"

    def test_each_names_what_is_lacking(self, write: Write) -> None:
        expect = '{"cheap[10]": {a: satisfied}, pick: {a: recommended}, asked: {a: needs_judgement}}'
        pack = write(cases=self.CASE.format(expect=expect), more=self.MORE)
        assert _of(pack, "rule-without-case") == [
            "more.yaml:2 ‹cheap› no case expects `cheap` to be `violated` or `undetermined`",
            "more.yaml:3 ‹plain› no case expects `plain` to be `satisfied` or `violated`",
            "more.yaml:4 ‹pick› no case expects `pick` to be `not_applicable`",
            "more.yaml:11 ‹asked› no case expects `asked` to be `satisfied` or `violated`",
        ]

    def test_a_case_of_any_rule_of_a_for_counts(self, write: Write) -> None:
        expect = (
            '{"cheap[10]": {a: satisfied, b: undetermined}, "cheap[20]": {a: violated}, plain: {a: satisfied, b: violated},'
            " pick: {a: recommended, b: not_applicable}, asked: {a: needs_judgement, b: violated}}"
        )
        assert _of(write(cases=self.CASE.format(expect=expect), more=self.MORE), "rule-without-case") == []

    def test_no_outcome_is_wanted_that_a_rule_cannot_have(self, write: Write) -> None:
        case = self.CASE.format(expect="{added: {a: undetermined}}")
        pack = write(cases=case, more=_rule('when: missing(status), require: status == "active"'))
        assert _of(pack, "rule-without-case") == []

    def test_no_breach_is_wanted_that_an_exception_always_excuses(self, write: Write) -> None:
        case = self.CASE.format(expect="{added: {a: satisfied, b: undetermined}}")
        rest = "require: budget > 1, unless: [{if: present(budget), because: {nb: A, en: B}}]"
        assert _of(write(cases=case, more=_rule(rest)), "rule-without-case") == []
        assert len(_of(write(cases=case, more=_rule(rest.replace("(budget)", "(title)"))), "rule-without-case")) == 1

    def test_a_pack_without_cases_is_told_once(self, write: Write, tmp_path: Path) -> None:
        pack = write()
        (pack / "cases" / "frame.yaml").unlink()
        said = "policy.yaml:1 ‹policy› the pack has no cases: nothing says that its rules mean what they should"
        assert _of(pack, "rule-without-case") == [said]
        found = linted((pack / "policy.yaml").rename(tmp_path / "grants.yaml")).weaknesses
        assert [(one.of, one.hint) for one in found] == [
            ("grants", "make the pack a directory, with `policy.yaml` and `cases/`")
        ]

    def test_not_where_a_case_cannot_be_read(self, write: Write) -> None:
        found = linted(write(cases="- {case: odd, today: soon, given: {}}\n", more=self.MORE))
        assert len(found.faults) == 1
        assert "rule-without-case" not in found.looked_for
        assert found.weaknesses == ()


class TestCaseWithoutExpectation:
    @pytest.mark.parametrize(
        ("rest", "weak"),
        [
            ("", True),
            (", expect: {}", True),
            (", expect: {base: {}}", True),
            (", expect_all: false", True),
            (", expect_all: true", False),
            (", expect: {base: {a: violated}}", False),
        ],
    )
    def test_a_case_that_passes_whatever_the_rules_say(self, write: Write, rest: str, weak: bool) -> None:
        pack = write()
        case = f"- {{case: empty, today: 2026-11-01, given: {{projects: [{{id: a}}]}}{rest}}}\n"
        (pack / "cases" / "more.yaml").write_text(case, encoding="utf-8")
        said = "cases/more.yaml:1 ‹empty› the case `empty` expects nothing: it passes whatever the rules say"
        assert _of(pack, "case-without-expectation") == ([said] if weak else [])


class TestPresenceNotTested:
    def test_a_comparison(self, write: Write) -> None:
        frame = FRAME.replace("present(budget)", 'budget > 0 and budget * 2 > 1 and title != ""')
        assert _of(write(frame=frame), "presence-not-tested") == [
            "policy.yaml:10 ‹budget› where `budget` is missing this stays undetermined, though [1] demands that it is there"
            ' ("skal ha")',
            "policy.yaml:10 ‹budget› where `budget` is missing this stays undetermined, though [1] demands that it is there"
            ' ("skal ha")',
            "policy.yaml:10 ‹title› where `title` is missing this stays undetermined, though [1] demands that it is there"
            ' ("skal ha")',
        ]

    @pytest.mark.parametrize(
        "demand",
        [
            "require: present(budget) and budget > 0",
            "require: budget is not None and budget > 0",
            "require: budgeted and budget > 0",
            "when: present(budget), require: budget > 0",
            "forbid: budget < 1",
            "require: count(p for p in portfolio.projects if p.budget > 0) > 1",
        ],
    )
    def test_not_where_it_is_tested_or_not_demanded(self, write: Write, demand: str) -> None:
        frame = FRAME.replace('when: status == "active", require: present(budget)', demand)
        pack = write(frame=frame, more="derive: {project: {budgeted: present(budget)}}\n")
        assert _of(pack, "presence-not-tested") == []

    def test_not_where_another_rule_of_the_clause_tests_it(self, write: Write) -> None:
        assert _of(write(more=_rule("require: budget > 0")), "presence-not-tested") == []

    def test_not_where_the_sentence_has_other_words(self, write: Write) -> None:
        frame = (
            FRAME.replace("present(budget)", "budget > 0").replace("skal ha et", "bør ha et").replace("must", "may", 1)
        )
        frame = frame.replace("force: may", "force: must").replace("must have a", "should have a")
        assert _of(write(frame=frame), "presence-not-tested") == []


class TestMessageWithoutValue:
    def test_in_all_languages_or_in_one(self, write: Write) -> None:
        rest = 'require: budget > 5, message: {nb: "For dyrt.", en: "Too dear."}'
        assert _of(write(more=_rule(rest)), "message-without-value") == [
            "more.yaml:2 ‹message› the message of `added` shows no value of the record"
        ]
        rest = 'require: budget > 5, message: {nb: "{title} er for dyrt.", en: "Too {{dear}}."}'
        assert _of(write(more=_rule(rest)), "message-without-value") == [
            "more.yaml:2 ‹en› the message of `added` shows no value of the record in en"
        ]

    def test_not_of_a_rule_that_reads_no_record(self, write: Write) -> None:
        rest = 'require: today < param.a and param.b != "budget", message: {nb: "For sent.", en: "Too late."}'
        more = _rule(rest) + "parameters: {a: {type: date, value: 2026-01-01}, b: {type: text, value: x}}\n"
        assert _of(write(more=more), "message-without-value") == []


class TestTranslations:
    def test_one_text_for_all_languages(self, write: Write) -> None:
        more = """\
records: {visit: {label: Besøk, fields: {place: {type: choice, of: {a: "ved sjøen", b: Sri Lanka}, help: Hvor}}}}
parameters: {p: {type: text, value: x, assumption: Antatt}}
derive: {visit: {marks: {near: {if: place == "a", label: nær}}}}
rules:
  - id: added
    clauses: ["1"]
    about: visit
    modality: should
    require: any(marks) or param.p == "y"
    unless: [{if: place == "b", because: langt}]
    message: "{place} er {marks}"
    remedy: "{place}"
judgements:
  - {id: asked, clauses: ["1"], about: visit, question: "Bra {place}?", facts: {where: {value: place, label: sted}}}
"""
        assert _of(write(more=more), "translation-missing") == [
            "more.yaml:1 ‹Besøk› this `label` is one text for all languages",
            'more.yaml:1 ‹"ved sjøen"› this label of a choice is one text for all languages',
            "more.yaml:1 ‹Hvor› this `help` is one text for all languages",
            "more.yaml:2 ‹Antatt› this `assumption` is one text for all languages",
            "more.yaml:3 ‹nær› this `label` is one text for all languages",
            "more.yaml:10 ‹langt› this `because` is one text for all languages",
            'more.yaml:11 ‹"{place} er {marks}"› this `message` is one text for all languages',
            'more.yaml:14 ‹"Bra {place}?"› this `question` is one text for all languages',
            "more.yaml:14 ‹sted› this `label` is one text for all languages",
        ]

    def test_not_where_the_policy_has_one_language(self, write: Write) -> None:
        frame = FRAME.replace("[nb, en]", "[nb]").replace("{nb: Tilskudd, en: Grants}", "Tilskudd")
        frame = frame.replace(', en: "Projects must have a budget."', "").replace(
            ', en: "Grants are not given to all."', ""
        )
        rest = 'require: budget > 5, message: "{title} er dyrt"'
        assert _of(write(frame=frame, more=_rule(rest)), "translation-missing") == []

    @pytest.mark.parametrize(
        ("text", "equal"),
        [
            ("{title} er for dyrt", True),
            ("{title}: budsjett", False),
            ("Sør Trøndelag", False),
            ("{title} {budget} {'er ja' if true else 'nei da'}", False),
            ("Det er dyrt", True),
        ],
    )
    def test_a_translation_that_is_the_source_text(self, write: Write, text: str, equal: bool) -> None:
        rest = f'require: budget > 5, remedy: {{nb: "{text}", en: "{text}"}}'
        message = "the text in `en` is the one in `nb`, letter by letter"
        assert [one.split("› ", 1)[1] for one in _of(write(more=_rule(rest)), "translation-equal")] == [message] * equal

    def test_short_texts_of_near_languages_may_be_equal(self, write: Write) -> None:
        frame = FRAME.replace(", en:", ", da:").replace("[nb, en]", "[nb, da]")
        for text, equal in (("Det er dyrt", False), ("Det er alt for dyrt for alle", True)):
            rest = f'require: budget > 5, remedy: {{nb: "{text}", da: "{text}"}}'
            assert len(_of(write(frame=frame, more=_rule(rest)), "translation-equal")) == equal


class TestSameCondition:
    def test_the_later_is_told(self, write: Write) -> None:
        pack = write(more=_rule('when: status == "active", require: present(budget)'))
        assert _of(pack, "same-condition") == [
            "more.yaml:2 ‹added› the rule `added` applies and demands the same as `base`"
        ]

    @pytest.mark.parametrize(
        "rest",
        [
            'when: status == "ended", require: present(budget)',
            'when: status == "active", require: present(title)',
            "for: {kind: [active, ended]}, when: status == kind, require: present(title)",
        ],
    )
    def test_not_what_differs(self, write: Write, rest: str) -> None:
        assert _of(write(more=_rule(rest)), "same-condition") == []

    def test_not_a_rule_that_takes_its_place_in_time(self, write: Write) -> None:
        frame = FRAME.replace("require: present(budget)", "require: present(budget), in_force: {until: 2026-06-01}")
        rest = 'when: status == "active", require: present(budget), in_force: {from: 2026-06-01}'
        assert _of(write(frame=frame, more=_rule(rest)), "same-condition") == []
        rest = rest.replace("06-01", "05-31")
        assert len(_of(write(frame=frame, more=_rule(rest)), "same-condition")) == 1


class TestParameterDiffers:
    @pytest.mark.parametrize(
        ("sentence", "type_", "value", "told"),
        [
            ("over 1 million kroner", "money", "100000", '100000, and the clause [3] speaks of "1 million"'),
            ("minst tre, høyst ti", "integer", "4", '4, and the clause [3] speaks of "tre" and "ti"'),
            ("innen 30 dager", "integer", "14", '14, and the clause [3] speaks of "30"'),
            ("over 1 million kroner", "money", "1000000", ""),
            ("minst tre, høyst ti", "integer", "10", ""),
            ("høyst 12,5 prosent", "number", "0.125", ""),
            ("i to år", "integer", "24", ""),
            ("fra 1. januar 2025, se § 4", "integer", "9", ""),
            ("flere", "integer", "9", ""),
            ("minst tre", "text", '"4"', ""),
        ],
    )
    def test_the_numbers_of_the_clause(self, write: Write, sentence: str, type_: str, value: str, told: str) -> None:
        text = f'text:\n  - {{id: "3", force: definition, nb: "{sentence}", en: "Some text."}}\n'
        more = f'{text}parameters:\n  p: {{type: {type_}, clause: "3", value: {value}}}\n'
        said = [f"more.yaml:4 ‹{value}› the value of `p` is {told}"] if told else []
        assert _of(write(more=more), "parameter-differs") == said

    def test_a_number_that_another_parameter_has_is_accounted_for(self, write: Write) -> None:
        more = (
            'text:\n  - {id: "3", force: definition, nb: "Minst tre.", en: "At least three."}\n'
            'parameters:\n  a: {type: integer, clause: "3", value: 3}\n  b: {type: integer, clause: "3", value: 24}\n'
        )
        assert _of(write(more=more), "parameter-differs") == []

    def test_the_value_of_the_day(self, write: Write) -> None:
        more = (
            'text:\n  - {id: "3", force: definition, nb: "Minst tre.", en: "At least three."}\n'
            'parameters:\n  a: {type: integer, clause: "3", values: {2020-01-01: 2, 2025-01-01: 3}}\n'
        )
        assert _of(write(more=more), "parameter-differs") == []
        assert _of(write(more=more), "parameter-differs", date(2024, 1, 1)) == [
            'more.yaml:4 ‹2› the value of `a` is 2, and the clause [3] speaks of "tre"'
        ]


class TestShadowedName:
    @pytest.mark.parametrize(
        ("rest", "said"),
        [
            (
                "require: any(title.budget > 5 for title in portfolio.projects)",
                "‹title› the loop variable `title` has the name of the field `title` of `project`",
            ),
            (
                "require: any(visits.day < today for visits in visits)",
                "‹visits› the loop variable `visits` has the name of the collection `visits` of `project`",
            ),
            (
                "require: any(dear.day < today for dear in visits)",
                "‹dear› the loop variable `dear` has the name of the derivation `dear` of `project`",
            ),
            (
                "require: any(p.day < today for p in visits)",
                "‹p› the loop variable `p` has the name of the parameter `param.p`",
            ),
            (
                "for: {kind: [x]}, require: any(kind.day < today for kind in visits)",
                "‹kind› the loop variable `kind` has the name of the rule's `for` variable `kind`",
            ),
            (
                'for: {status: [x]}, require: title == status, remedy: {nb: "{status}", en: "{status}"}',
                "‹status› the `for` variable `status` has the name of the field `status` of `project`",
            ),
            (
                'require: budget > 5, recommend: {from: schemes in schemes, say: {nb: "{schemes}", en: "{schemes}"}}',
                "‹schemes› the variable `schemes` has the name of the table `schemes`",
            ),
        ],
    )
    def test_variables(self, write: Write, rest: str, said: str) -> None:
        more = (
            "records: {visit: {fields: {day: date, of: {type: ref, to: project, inverse: visits}}}}\n"
            "tables: {schemes: {fields: {name: text}, rows: []}}\nparameters: {p: {type: text, value: x}}\n"
            "derive: {project: {dear: budget > 5}}\n"
        )
        assert _of(write(rule=_rule(rest), more=more), "shadowed-name") == [f"rule.yaml:2 {said}"]

    def test_in_a_derivation_and_of_one(self, write: Write) -> None:
        more = (
            "tables: {schemes: {fields: {name: text}, rows: []}}\nparameters: {p: {type: text, value: x}}\n"
            "derive: {project: {schemes: budget > 5, p: any(title.budget > 1 for title in portfolio.projects)}}\n"
        )
        assert [one for one in told(linted(write(more=more))) if "[shadowed-name]" in one] == [
            "more.yaml:3 ‹schemes› the derivation `schemes` has the name of the table `schemes` [shadowed-name] project.schemes",
            "more.yaml:3 ‹p› the derivation `p` has the name of the parameter `param.p` [shadowed-name] project.p",
            "more.yaml:3 ‹title› the loop variable `title` has the name of the field `title` of `project` [shadowed-name] project.p",
        ]

    def test_not_a_name_of_its_own(self, write: Write) -> None:
        assert _of(write(more=_rule("require: any(p.budget > 5 for p in portfolio.projects)")), "shadowed-name") == []


class TestDated:
    def test_what_has_ended(self, write: Write) -> None:
        frame = FRAME.replace("languages", "in_force: {from: 2020-01-01, until: 2026-01-01}, languages")
        rule = _rule("require: budget > 5, in_force: {until: 2026-11-01}")
        judgement = (
            'judgements:\n  - {id: asked, clauses: ["1"], about: project, in_force: {until: 2026-11-02},'
            " question: {nb: A, en: B}}\n"
        )
        pack = write(frame=frame, more=rule + judgement)
        assert _of(pack, "in-force-expired") == [
            "more.yaml:2 ‹2026-11-01› the rule `added` is no longer in force: it ended on 2026-11-01",
            "policy.yaml:1 ‹2026-01-01› the policy `grants` is no longer in force: it ended on 2026-01-01",
        ]
        assert _of(pack, "in-force-expired", date(2025, 12, 31)) == []
        assert len(_of(pack, "in-force-expired", date(2026, 11, 2))) == 3

    @pytest.mark.parametrize(
        ("parameter", "told"),
        [
            ("{type: integer, value: null}", "no value, and nothing asks whether it has one"),
            ("{type: integer}", "no value, and nothing asks whether it has one"),
            ("{type: integer, values: {2026-12-01: 5}}", "no value on 2026-11-01, and nothing asks whether it has one"),
            ("{type: integer, values: {2020-01-01: 5, 2026-01-01: null}}", "no value on 2026-11-01, and nothing asks whether it has one"),
            ("{type: integer, values: {2020-01-01: 5}}", ""),
        ],
    )  # fmt: skip
    def test_a_parameter_without_a_value(self, write: Write, parameter: str, told: str) -> None:
        more = f"parameters:\n  p: {parameter}\n"
        said = [f"more.yaml:2 ‹p› the parameter `p` has {told}"] if told else []
        assert _of(write(more=more, rule=_rule("require: budget > param.p")), "parameter-without-value") == said
        rest = "when: present(param.p), require: budget > param.p"
        assert _of(write(more=more, rule=_rule(rest)), "parameter-without-value") == []
