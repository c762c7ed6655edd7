"""What may be on its way to a terminal is bounded by what it has been heard to read."""

from __future__ import annotations

from briefing.reader.wire.pace import LARGE, WINDOW, Pace


def test_little_frames_are_not_asked_about_until_they_add_up():
    pace = Pace()
    assert not pace.sent(LARGE // 2)
    assert not pace.sent(LARGE // 2)
    assert pace.free()
    assert pace.sent(1)


def test_no_more_is_sent_than_the_window_holds_until_an_answer_comes():
    pace = Pace()
    assert pace.sent(LARGE + 1)
    assert pace.free()
    assert pace.sent(WINDOW)
    assert not pace.free()
    pace.answered()
    assert pace.free()
    pace.answered()
    assert not pace.parts


def test_one_frame_may_be_larger_than_the_window():
    pace = Pace()
    assert pace.free()
    assert pace.sent(100 * WINDOW)
    assert not pace.free()
    pace.answered()
    assert pace.free()


def test_a_terminal_that_never_answered_is_not_asked_any_more():
    pace = Pace()
    pace.sent(2 * WINDOW)
    pace.waited()
    assert pace.free()
    assert not pace.sent(2 * WINDOW)
    assert pace.free()


def test_one_that_answers_late_is_asked_again():
    pace = Pace()
    pace.sent(2 * WINDOW)
    pace.waited()
    pace.sent(100)
    pace.answered()
    assert pace.sent(2 * WINDOW)
    assert not pace.free()


def test_one_that_has_answered_before_is_given_another_chance():
    pace = Pace()
    pace.sent(2 * WINDOW)
    pace.answered()
    pace.sent(2 * WINDOW)
    pace.waited()
    assert pace.free()
    assert pace.sent(2 * WINDOW)


def test_an_answer_nobody_asked_for_changes_nothing():
    pace = Pace()
    pace.answered()
    assert pace.free()
