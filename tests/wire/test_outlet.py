"""What is written arrives whole, however the terminal takes it; what nobody can take any more is dropped."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from threading import Thread

import pytest
from textual.drivers._writer_thread import WriterThread

from briefing.reader.wire.outlet import ENOUGH, Outlet


@pytest.fixture
def line() -> Iterator[list[int]]:
    """Return the two ends of a line, that which is read first."""
    ends = [*os.pipe()]
    yield ends
    for end in ends:
        os.close(end)


def test_textual_writes_by_the_names_that_are_there():
    run = inspect.getsource(WriterThread.run)
    assert "write = self._file.write" in run
    assert "flush = self._file.flush" in run
    assert "return self._file.fileno()" in inspect.getsource(WriterThread.fileno)


def test_what_is_written_goes_out_when_it_is_flushed_or_is_much(line: list[int]):
    outlet = Outlet(line[1])
    os.set_blocking(line[0], False)
    assert outlet.write("é語") == 2
    with pytest.raises(BlockingIOError):
        os.read(line[0], 1)
    outlet.flush()
    assert os.read(line[0], 100).decode() == "é語"
    outlet.write("a" * ENOUGH)
    assert len(os.read(line[0], 2 * ENOUGH)) == ENOUGH
    assert outlet.fileno() == line[1]


@pytest.mark.parametrize("waits", [True, False])
def test_a_line_that_takes_no_more_just_now_is_waited_for(line: list[int], waits: bool):
    os.set_blocking(line[1], waits)
    words = "".join(f"{number} 語 " for number in range(50_000))
    arrived = bytearray()

    def read() -> None:
        while len(arrived) < len(words.encode()):
            arrived.extend(os.read(line[0], 1000))

    reader = Thread(target=read)
    reader.start()
    outlet = Outlet(line[1])
    outlet.write(words)
    outlet.flush()
    reader.join()
    assert arrived.decode() == words


def test_on_a_line_that_has_gone_textual_goes_on_writing(line: list[int]):
    os.close(line[0])
    line[0] = os.open(os.devnull, os.O_RDONLY)
    writer = WriterThread(Outlet(line[1]))  # type: ignore[arg-type]
    writer.start()
    for _ in range(100):
        # It takes thirty, and waits for ever once nobody takes them off.
        writer.write("words")
    writer.stop()
    assert not writer.is_alive()
