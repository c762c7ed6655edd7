"""What may be on its way to a terminal is bounded by what it has been heard to read."""

from __future__ import annotations

from briefing.reader.wire.pace import LARGE, WINDOW, Pace


def test_little_frames_are_not_asked_about_until_they_add_up():
    pace = Pace()
    assert not pace.sent(LARGE // 2)
    assert not pace.sent(LARGE // 2)
    assert pace.free()
    assert pace.sent(1)


def heard() -> Pace:
    """Return the pace of a terminal that answers."""
    pace = Pace()
    pace.answered()
    return pace


def test_no_more_is_sent_than_the_window_holds_until_an_answer_comes():
    pace = heard()
    assert pace.sent(LARGE + 1)
    assert pace.free()
    assert pace.sent(WINDOW)
    assert not pace.free()
    pace.answered()
    assert pace.free()
    pace.answered()
    assert not pace.parts


def test_one_frame_may_be_larger_than_the_window():
    pace = heard()
    assert pace.free()
    assert pace.sent(100 * WINDOW)
    assert not pace.free()
    pace.answered()
    assert pace.free()


def test_a_terminal_that_never_answers_is_never_waited_for():
    pace = Pace()
    for _ in range(1000):
        assert pace.sent(2 * WINDOW)
        assert pace.free()
    assert len(pace.parts) < 1000


def test_one_that_answers_late_is_waited_for_from_then_on():
    pace = Pace()
    for _ in range(3):
        pace.sent(2 * WINDOW)
    pace.answered()
    assert not pace.free()


def test_one_that_falls_silent_is_not_waited_for_until_it_speaks_again():
    pace = heard()
    pace.sent(2 * WINDOW)
    pace.waited()
    assert pace.free()
    pace.sent(2 * WINDOW)
    assert pace.free()
    pace.answered()
    pace.sent(2 * WINDOW)
    assert not pace.free()


def test_an_answer_nobody_asked_for_changes_nothing():
    assert heard().free()
