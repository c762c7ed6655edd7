"""Long work behind the screen, for which nobody waits on leaving.

Owns the threads it is done in. Refuses what writes, and what has begun something that nobody else would end: that goes
to asyncio's own threads, which leaving does wait for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


async def behind(function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Return what a function does, or raise what it raises, done in a thread that ends with the process.

    Who stops waiting for it leaves it to itself.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[Result] = loop.create_future()

    def settle(result: Result | None, error: BaseException | None) -> None:
        if outcome.done():
            return
        if error is not None:
            outcome.set_exception(error)
        else:
            outcome.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        result, failed = None, None
        try:
            result = function(*args, **kwargs)
        except Exception as error:
            failed = error
        with suppress(RuntimeError):  # the loop is closed: everybody has left
            loop.call_soon_threadsafe(settle, result, failed)

    Thread(target=work, name="behind", daemon=True).start()
    return await outcome
