"""Work behind the screen: what comes of it, and that nobody waits for it on leaving."""

from __future__ import annotations

import asyncio
from threading import Event, current_thread, main_thread
from threading import enumerate as enumerate_threads
from typing import Any

import pytest

from briefing.errors import BriefingError
from briefing.reader.behind import behind

PATIENCE = 60
"""Seconds after which a thread that nobody lets go on gives up by itself."""


async def test_what_is_done_behind_comes_back():
    def where(*, told: str) -> tuple[bool, str]:
        return current_thread() is main_thread(), told

    assert await behind(where, told="so") == (False, "so")


async def test_what_goes_wrong_behind_is_raised_before():
    def broken() -> None:
        raise BriefingError("no such thing")

    with pytest.raises(BriefingError, match="no such thing"):
        await behind(broken)


async def test_who_stops_waiting_is_not_called_back():
    gate, complaints = Event(), list[dict[str, Any]]()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
    waiting = asyncio.create_task(behind(gate.wait, PATIENCE))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.set()
    for thread in enumerate_threads():
        if thread.name == "behind":
            thread.join(PATIENCE)
    await asyncio.sleep(0)
    assert complaints == []


def test_leaving_waits_for_nothing_behind():
    gate, begun, ended = Event(), Event(), Event()

    def wait() -> None:
        begun.set()
        gate.wait(PATIENCE)
        ended.set()

    async def leave() -> None:
        waiting = asyncio.create_task(behind(wait))
        await asyncio.to_thread(begun.wait, PATIENCE)
        waiting.cancel()

    asyncio.run(leave())
    assert not ended.is_set()
    gate.set()
    assert ended.wait(PATIENCE)
