"""Writes the example of Fredrikstad's guideline in each form that data may have.

What they hold is rules/fredrikstad/example.json: change that, then run this from anywhere: python examples/make.py
"""

import csv
from io import StringIO
from pathlib import Path

import policycheck as pc
from policycheck.author.example import example, example_path, rows_of
from policycheck.author.template import template
from policycheck.author.template.cells import csv_cell
from policycheck.author.template.plan import plan
from policycheck.policy import Policy
from policycheck.records.tables import Records

INTO = Path(__file__).parent / "fredrikstad"


def files() -> dict[str, bytes]:
    """What each file holds, by its name below `INTO`."""
    policy = pc.load("fredrikstad")
    records = example(policy)
    return {
        "portfolio.json": example_path(policy).read_bytes(),
        "portfolio.xlsx": template(policy, "nb", records),
        **{f"csv/{name}.csv": text.encode() for name, text in tables(policy, records).items()},
    }


def tables(policy: Policy, records: Records) -> dict[str, str]:
    """A CSV file for each record type that has records, by its plural; a column for each field."""
    found = {}
    for sheet in plan(policy.rulebook, "nb").sheets:
        fields = [column.field for column in sheet.columns]
        rows = rows_of(records, sheet.type.name)
        if rows:
            text = StringIO()
            writer = csv.writer(text, lineterminator="\n")
            writer.writerow([field.name for field in fields])
            for row in rows:
                values = [row[sheet.type.column[field.name]] for field in fields]
                cells = zip(values, fields, strict=True)
                writer.writerow(["" if value is None else csv_cell(value, field) for value, field in cells])
            found[sheet.type.plural] = text.getvalue()
    return found


if __name__ == "__main__":
    for name, content in files().items():
        path = INTO / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        print(path.relative_to(INTO.parent))
