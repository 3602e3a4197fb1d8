"""The report as JUnit XML, for whatever runs builds: a testcase an outcome, and one for the status as a whole.

Build servers show a skipped test and let the build pass. So what stands open, undetermined or waiting for a person, is
a failure here, with the outcome as its type, as it is for the exit code of `check`: a green build means compliant, and
the exit code and the file never disagree. A recommendation not followed, an exception, a waiver, an option and what
does not apply are skipped tests with a message: seen, no failure and no pass. Faults in the data are errors. The
testcase `status` fails with the report and is an error where nothing was judged, so that an empty file is no pass.

JUnit has no specification: this is what Jenkins' schema takes, in which a testcase has no properties. So clauses and
all else that explains an outcome stand in the text, and what is true of the whole in the suite's properties.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from policycheck.harmless import clean
from policycheck.records.faults import InputFault
from policycheck.report.formats.entries import Entry, entries
from policycheck.report.formats.words import Words
from policycheck.report.report import Report

_RESULTS: Final = {
    "satisfied": None,
    "violated": "failure",
    "undetermined": "failure",
    "needs_judgement": "failure",
    "advised": "skipped",
    "option": "skipped",
    "excepted": "skipped",
    "waived": "skipped",
    "not_applicable": "skipped",
}
"""What each kind of outcome is; of a testcase that passes, nothing."""


def render(report: Report, language: str, every: bool) -> str:
    """The report as JUnit XML; it holds every outcome, asked for or not, since readers count tests."""
    words, rulebook = Words(report, language), report.rulebook
    cases = list(_cases(words))
    results = Counter(part.tag for case in cases for part in case)
    counts = {"tests": len(cases), "failures": results["failure"], "errors": results["error"]}
    numbers = {name: str(count) for name, count in counts.items()}
    suites = ET.Element("testsuites", {"name": words.title, **numbers})
    head = {
        "name": clean(f"{rulebook.id} {rulebook.version}"),
        **numbers,
        "skipped": str(results["skipped"]),
        "time": "0",
        "timestamp": f"{report.today.isoformat()}T00:00:00",
    }
    suite = ET.SubElement(suites, "testsuite", head)
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(words):
        ET.SubElement(properties, "property", {"name": name, "value": clean(value)})
    suite.extend(cases)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _properties(words: Words) -> Iterator[tuple[str, str]]:
    report, rulebook = words.report, words.rulebook
    yield from {
        "policy": rulebook.id,
        "title": words.title,
        "version": rulebook.version,
        "digest": rulebook.digest,
        "today": report.today.isoformat(),
        "engine": report.engine,
        "status": report.status,
    }.items()
    yield from (("parameter", words.parameter(name)) for name in rulebook.parameters)
    yield from (("note", words.note(note)) for note in report.notes)


def _cases(words: Words) -> Iterator[ET.Element]:
    yield _status(words)
    yield from (_fault(fault, words) for fault in words.report.input_faults)
    yield from (_case(entry, words) for entry in entries(words.report, True))


def _status(words: Words) -> ET.Element:
    """The testcase of the report as a whole: it passes where the report is compliant, nowhere else."""
    status = words.report.status
    found = _testcase(clean(words.rulebook.id), "status")
    if status != "compliant":
        result = "error" if status == "nothing_judged" else "failure"
        _result(found, result, status, words.say(status), words.counts())
    return found


def _case(entry: Entry, words: Words) -> ET.Element:
    found = _testcase(f"{entry.type}.{_key(entry.subject)}", clean(entry.item.id))
    result = _RESULTS[entry.kind]
    if result is not None:
        text = "\n".join(words.details(entry)) if entry.finding else ""
        _result(found, result, _type(entry), _message(entry, words), text)
    return found


def _message(entry: Entry, words: Words) -> str:
    """What is the matter, behind what kind of outcome it is where the message does not say so."""
    message = words.message(entry)
    told = entry.finding is None or entry.outcome in ("undetermined", "excepted")
    return message if told else f"{words.kind(entry)}: {message}"


def _type(entry: Entry) -> str:
    return "recommendation" if entry.kind == "advised" else entry.outcome


def _fault(fault: InputFault, words: Words) -> ET.Element:
    """Names the place too: what a reader gives one name to, it may count once."""
    told = words.fault(fault)
    found = _testcase(".".join(_key(one) for one in ("input", fault.type, fault.key) if one), told)
    _result(found, "error", "input_fault", told, told)
    return found


def _testcase(classname: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": classname, "name": name, "time": "0"})


def _result(case: ET.Element, result: str, type_: str, message: str, text: str) -> None:
    part = ET.SubElement(case, result, {"type": type_, "message": message})
    part.text = text


def _key(key: str) -> str:
    """A key as readers take it for a name; of one with characters that are not seen, different for different keys."""
    if (shown := clean(key)) == key:
        return key
    return f"{shown} #{hashlib.sha256(key.encode(errors='backslashreplace')).hexdigest()[:8]}"
