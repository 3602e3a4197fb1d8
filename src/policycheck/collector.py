"""Building many objects at once without Python's collector going through all that stands again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Holds the collector back while objects are built none of which is garbage.

    Without it, listing the findings of 100,000 records takes three times as long a finding as of 10,000.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()
