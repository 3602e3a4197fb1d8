"""The report as an Excel workbook: the sheets that were judged, with what is wrong marked, and sheets of findings."""

from policycheck.report.formats.xlsx.book import render, save

__all__ = ["render", "save"]
