"""The figures as a Markdown table and as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.bulk.ways import BY_HAND, COUNTS, FINDINGS, POLICYCHECK, QUOTA

Seconds = Mapping[tuple[str, str, int], float]
"""Task, way and rows → seconds."""

_TITLES = {COUNTS: "counts, 12 rules", FINDINGS: "findings, 12 rules", QUOTA: "quota over twice the visits"}
_LOOKS = {BY_HAND: ("#d9d9d9", "///"), POLICYCHECK: ("#4a7fb0", "")}


def markdown(seconds: Seconds) -> str:
    """A row a task and size: both times, the speed beside that by hand, and policycheck's projects a second."""
    lines = ["| | projects | by hand | policycheck | speed | projects a second |", "|---|--:|--:|--:|--:|--:|"]
    for task, title in _TITLES.items():
        for rows in _sizes(seconds):
            hand, ours = (seconds.get((task, way, rows)) for way in (BY_HAND, POLICYCHECK))
            if hand is None:
                continue
            speed = f"{hand / ours:.2f} | {rows / ours / 1e6:.1f} M" if ours else "– | –"
            told = f"{ours:.2f} s" if ours else "–"
            lines.append(f"| {title} | {rows:,} | {hand:.2f} s | {told} | {speed} |")
    return "\n".join(lines) + "\n"


def plot(seconds: Seconds, path: Path) -> None:
    """A panel a task: millions of projects a second by size, by hand hatched, policycheck plain."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    sizes, ways = _sizes(seconds), [way for way in _LOOKS if any(key[1] == way for key in seconds)]
    figure, panels = pyplot.subplots(1, len(_TITLES), figsize=(10, 3.4), layout="constrained")
    for axes, (task, title) in zip(panels, _TITLES.items(), strict=True):
        for nth, way in enumerate(ways):
            colour, hatch = _LOOKS[way]
            known = [
                (i, rows, seconds[task, way, rows]) for i, rows in enumerate(sizes) if (task, way, rows) in seconds
            ]
            places = [i + (nth - (len(ways) - 1) / 2) * 0.4 for i, _, _ in known]
            heights = [rows / taken / 1e6 for _, rows, taken in known]
            bars = axes.bar(
                places, heights, 0.38, label=way, color=colour, hatch=hatch, edgecolor="#333333", linewidth=0.8
            )
            axes.bar_label(bars, fmt="%.1f", padding=2, fontsize=8)
        axes.set_title(title, fontsize=10)
        axes.set_xticks(range(len(sizes)), [f"{rows / 1e6:g} M" for rows in sizes])
        axes.set_xlabel("projects")
        axes.spines[["top", "right"]].set_visible(False)
        axes.margins(y=0.15)
    panels[0].set_ylabel("million projects a second")
    figure.legend(*panels[0].get_legend_handles_labels(), frameon=False, ncols=2, loc="outside lower center")
    figure.savefig(path, dpi=150)
    pyplot.close(figure)


def _sizes(seconds: Seconds) -> list[int]:
    return sorted({rows for _, _, rows in seconds})
