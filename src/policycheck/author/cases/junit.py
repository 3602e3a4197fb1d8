"""A run of cases as JUnit XML, for whatever runs builds: a testsuite a file, a testcase a case.

A case fails with its first difference as the message and everything that is told of it as the text. Faults in the data
of a case are part of what it tries, so they stand in its output and fail nothing. Like the report's, the file is what
Jenkins' schema takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as ET

from policycheck.author.cases.run import CaseResult
from policycheck.author.cases.summary import difference, told
from policycheck.harmless import clean
from policycheck.policy import Policy


def junit(results: Sequence[CaseResult], policy: Policy, language: str) -> str:
    """The run as JUnit XML."""
    suites = ET.Element("testsuites", {"name": clean(f"{policy.id} {policy.version}"), **_counts(results)})
    for file, of_file in groupby(results, key=lambda result: result.case.file):
        found = list(of_file)
        suite = ET.SubElement(suites, "testsuite", {"name": clean(file), **_counts(found), "time": "0"})
        suite.extend(_testcase(result, language) for result in found)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _counts(results: Sequence[CaseResult]) -> dict[str, str]:
    failed = sum(not result.passed for result in results)
    return {"tests": str(len(results)), "failures": str(failed), "errors": "0"}


def _testcase(result: CaseResult, language: str) -> ET.Element:
    case = result.case
    found = ET.Element("testcase", {"classname": clean(case.file), "name": clean(case.name), "time": "0"})
    text = clean("\n".join(told(result, language)))
    if not result.passed:
        first, rest = result.differences[0], len(result.differences) - 1
        message = clean(difference(first, language)) + (f" (+{rest})" if rest else "")
        failure = ET.SubElement(found, "failure", {"type": first.found or "no_outcome", "message": message})
        failure.text = f"{clean(case.file)}:{case.line}\n{text}"
    elif text:
        ET.SubElement(found, "system-out").text = text
    return found
