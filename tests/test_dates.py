"""Dates are as precise as the documents allow, and exist in the calendar."""

import pytest

from briefing.dates import When, well_formed

GOOD = {
    "2031": ("2031-01-01", "2031-12-31"),
    "2031-02": ("2031-02-01", "2031-02-28"),
    "2032-02": ("2032-02-01", "2032-02-29"),
    "2031-04": ("2031-04-01", "2031-04-30"),
    "2031-03-07": ("2031-03-07", "2031-03-07"),
    "2032-02-29": ("2032-02-29", "2032-02-29"),
    "0476": ("0476-01-01", "0476-12-31"),
    "9999-12-31": ("9999-12-31", "9999-12-31"),
    "2031~": ("2031-01-01", "2031-12-31"),
    "2031-03~": ("2031-03-01", "2031-03-31"),
    "2031-03-07~": ("2031-03-07", "2031-03-07"),
    "2031-03/2031-04": ("2031-03-01", "2031-04-30"),
    "2031-03-07/2031-03-07": ("2031-03-07", "2031-03-07"),
    "2031-03-07/2031-03": ("2031-03-07", "2031-03-31"),
    "2031/2032-02~": ("2031-01-01", "2032-02-29"),
    "2031-03/..": ("2031-03-01", "9999-12-31"),
    "../2031-03~": ("0000-00-00", "2031-03-31"),
}

BAD = [
    "", " 2031", "2031 ", "2031\n", "31", "02031", "0000", "2031-3", "2031-00", "2031-13", "2031-02-29", "2031-04-31",
    "2031-03-00", "2031-03-32", "20310307", "07.03.2031", "2031/03/07", "7 March 2031", "Friday", "12:30", "no",
    "2031?", "2031%", "~2031", "2031~-03", "2031-03~~", "-2031", "+2031", "2031-21", "2031-XX", "203X",
    "/2031", "2031/", "../..", "..", "2031/...", "/", "2031/2030", "2031-03-08/2031-03-07", "2031/2032/2033",
]  # fmt: skip


@pytest.mark.parametrize("date", GOOD)
def test_a_date_of_the_subset_has_a_first_and_a_last_day(date: str) -> None:
    assert well_formed(date)
    assert (When(date).earliest, When(date).latest) == GOOD[date]


@pytest.mark.parametrize("date", BAD)
def test_anything_else_is_no_date(date: str) -> None:
    assert not well_formed(date)


@pytest.mark.parametrize("date", ["٢٠٣١", "２０３１-03", "2031-०३-07"])
def test_digits_of_other_scripts_make_no_date(date: str) -> None:
    assert not well_formed(date)


@pytest.mark.parametrize("date", ["Friday", "31", ""])
def test_what_is_no_date_has_no_day(date: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        _ = When(date).earliest


def test_a_tilde_anywhere_makes_a_date_approximate() -> None:
    assert [date for date in GOOD if When(date).approximate] == [date for date in GOOD if "~" in date]


def test_a_date_is_spelled_with_its_basis() -> None:
    assert str(When("2031-03-07", "stated")) == "2031-03-07 (stated)"
    assert str(When("2031-03")) == "2031-03"
