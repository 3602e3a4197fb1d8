from hypothesis import given
from hypothesis import strategies as some
from rich.console import Console

from policycheck.report.line import line

CONSOLE = Console(width=200, color_system=None)
WORDS = some.text("ab1 \u00a0\u202f", min_size=1, max_size=60)


def test_a_number_is_not_broken_between_its_digits():
    text = line("Et tilskudd på 1\u00a0000\u00a0000\u00a0kr er gitt")
    assert [one.plain.rstrip() for one in text.wrap(CONSOLE, 20)] == [
        "Et tilskudd på",
        "1\u00a0000\u00a0000\u00a0kr er gitt",
    ]


@given(WORDS, some.integers(5, 40))
def test_lines_hold_the_whole_text(text, width):
    lines = [one.plain for one in line(text).wrap(CONSOLE, width)]
    assert "".join("".join(lines).split(" ")) == "".join(text.split(" "))


def test_styles_stay_where_they_were():
    text = line("a\u00a0b ").append("fet", "bold")
    assert [(span.start, span.end) for one in text.wrap(CONSOLE, 4) for span in one.spans] == [(0, 3)]


def test_what_would_steer_a_terminal_is_shown_as_a_mark():
    assert line("\x1b[31mred\u00a0\t!").plain == "\ufffd[31mred\u00a0 !"
