"""Rows of texts as batches of Arrow's, and batches as a Parquet file, for databases that know of neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from policycheck.bulk.database import FINDINGS


def record_batches(rows: Iterable[Sequence[Any]], size: int) -> Iterator[Any]:
    """Findings as batches of so many."""
    import pyarrow

    found = iter(rows)
    while some := list(islice(found, size)):
        columns = [pyarrow.array(column, pyarrow.string()) for column in zip(*some, strict=True)]
        yield pyarrow.RecordBatch.from_arrays(columns, names=list(FINDINGS))


def write_batches(batches: Iterable[Any], path: Path, said: Mapping[str, str]) -> None:
    """Writes findings batch by batch, with what is said of them in the file's metadata."""
    import pyarrow
    from pyarrow import parquet

    metadata = {key.encode(): value.encode() for key, value in said.items()}
    schema = pyarrow.schema([(word, pyarrow.string()) for word in FINDINGS], metadata=metadata)
    with parquet.ParquetWriter(path, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
