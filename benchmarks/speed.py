"""How long one waits: start-up, commands, keys, quitting; and what the reader takes while one does nothing.

Everything is measured beside something that does the least of the kind, in turns and in the same run: a Textual
application of one widget, an interpreter that does nothing but read the digest, or the same reader as Textual paints
it. Owns the measurements and the table; docs/performance.md says how to read it. Refuses to judge. Run `make bench`, or
`python -m benchmarks.speed`; `--rounds N` changes how often.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

from benchmarks.dossiers import made
from benchmarks.wire import ROOT, Program

WIDE = (200, 60)
USUAL = (120, 40)

ONE_WIDGET = """
from textual.app import App
from textual.widgets import Static
class One(App):
    def compose(self):
        yield Static("hello there")
One().run()
"""

READS_YAML = """
import yaml
yaml.load(open("seeds/digest.yaml", encoding="utf-8").read(), Loader=yaml.CSafeLoader)
"""

COMMANDS = (
    ["--version"], ["show", "seeds"], ["show", "seeds", "F1"], ["check", "seeds"], ["export", "seeds"],
    ["export", "--format", "jsonl", "seeds"],
)  # fmt: skip

KEYS: tuple[tuple[str, str, tuple[tuple[str, list[str], str], ...]], ...] = (
    ("long", "5 MB, 20,000 passages", (("text line", ["0"], "j"), ("text page", ["0"], " b"), ("passage", ["0"], "}"))),
    ("listed", "list of 100,000 items", (("list move", [], "j"), ("to the end and back", [], "Gg"))),
)
"""What keys are measured in: the dossier, what it is called, and each key with those before it."""


def python(*arguments: str) -> list[str]:
    """Return the command line of an interpreter."""
    return [sys.executable, *arguments]


def reader(dossier: str | Path) -> list[str]:
    """Return the command line of the reader, as somebody who was never there."""
    return python("-m", "briefing", "--fresh", str(dossier))


def spread(numbers: Iterable[float]) -> str:
    """Return a median with its quartiles."""
    given = sorted(numbers)
    low, _, high = quantiles(given, n=4) if len(given) > 1 else (given[0],) * 3
    return f"{median(given):>6.2f}  ({low:.2f} to {high:.2f})"


def row(name: str, own: list[float], beside: list[float] | None, unit: str = "ms") -> None:
    """Print what was measured, and its ratio to what stood beside it, taken pair by pair."""
    figure = f"{median(own):>9.1f} {unit}"
    ratio = spread(one / other for one, other in zip(own, beside, strict=True)) if beside else ""
    print(f"  {name:<44}{figure:<16}{f'{median(beside):.1f} {unit}' if beside else '':<14}{ratio}".rstrip(), flush=True)


def painted(argv: list[str], words: bytes, size: tuple[int, int] = USUAL) -> float:
    """Return the milliseconds until a program shows words."""
    program = Program(argv, size, settle=0)
    try:
        return 1000 * program.until(words)
    finally:
        program.end()


def first_words(folder: Path) -> bytes:
    """Return words that are on the screen once the first document of a dossier can be read."""
    return (folder / "d0.txt").read_bytes()[:24]


def start_up(rounds: int) -> None:
    """Print how long it takes until there is something to see, beside one widget."""
    large = made("large")
    pairs: tuple[tuple[str, list[str], bytes], ...] = (
        ("start, example dossier, to the last row", reader("seeds"), b"quit"),
        ("start, 10,000 documents, to the picture", reader(large), b"reading the digest"),
        ("start, 10,000 documents, to a document", reader(large), first_words(large)),
    )
    for name, argv, words in pairs:
        own, beside = [], []
        for _ in range(rounds):
            beside.append(painted(python("-c", ONE_WIDGET), b"hello"))
            own.append(painted(argv, words))
        row(name, own, beside)
    row("start, 10,000 documents, to the items", [painted(reader(large), b"50000 facts") for _ in range(3)], None)


def ended(argv: list[str]) -> float:
    """Return the milliseconds that a program takes from its start to its end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run(argv, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return 1000 * (time.perf_counter() - began)


def commands(rounds: int) -> None:
    """Print how long commands take, beside an interpreter that reads the same digest with libyaml."""
    for words in COMMANDS:
        own, beside = [], []
        for _ in range(rounds):
            beside.append(ended(python("-c", READS_YAML)))
            own.append(ended(python("-m", "briefing", *words)))
        row(f"briefing {' '.join(words)}", own, beside)


def keys(times: int) -> None:
    """Print how long keys take from the key to the last byte, beside Textual's own painting of the same reader."""
    for name, called, pressed in KEYS:
        with ExitStack() as started:
            programs = [opened(name, *options, ending=started) for options in ((), ("--stock-paint",))]
            for what, before, turn in pressed:
                for key in before:
                    for program in programs:
                        program.press(key)
                # In turns, so that what else the machine does slows both.
                took = [[program.press(turn[at % len(turn)])[1] for program in programs] for at in range(times)]
                own, stock = zip(*took, strict=True)
                row(f"{what}, {called}", [*own], [*stock])
                print(f"  {'':<40}p95 {late(own):>5.1f} ms{'':<8}{late(stock):.1f} ms", flush=True)


def opened(name: str, *options: str, ending: ExitStack) -> Program:
    """Return a reader of a dossier, with all of it read and at rest, to be ended with others."""
    program = Program([*reader(made(name)), *options], WIDE)
    ending.callback(program.end)
    program.until(b"20000 facts" if name == "long" else b"100000 facts")
    program.take(2.0)
    return program


def late(took: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(took, n=20)[-1]


def while_loading(times: int) -> None:
    """Print how long the first byte of an answer takes while a large dossier is being read."""
    program = Program(reader(made("large")), USUAL, settle=0)
    try:
        program.until(first_words(made("large")))
        waiting = [program.first("j") for _ in range(times // 3)]
        program.until(b"50000 facts")
        program.take(0.2)
        reading: list[float] = []
        while len(reading) < times and b"to go" in program.seen:
            reading.append(program.first("j"))
    finally:
        program.end()
    for what, took in (("while the digest is read", waiting), ("while documents are read", reading)):
        if len(took) > 1:
            print(f"  {f'a key {what}':<44}{median(took):>9.1f} ms    p95 {late(took):.1f} ms", flush=True)


def at_rest() -> None:
    """Print what the reader takes: memory, and bytes and computing in ten seconds without a key."""
    for name, argv, words in (
        ("one widget", python("-c", ONE_WIDGET), b"hello"),
        ("example dossier", reader("seeds"), b"quit"),
        ("10,000 documents, all read", reader(made("large")), b"50000 facts"),
    ):
        program = Program(argv, USUAL, settle=0)
        try:
            program.until(words)
            program.take(3.0)
            before, sent = computed(program), 0
            until = time.perf_counter() + 10
            while time.perf_counter() < until:
                sent += program.take(0.5)[0]
            share = (computed(program) - before) / 10
            said = f"{resident(program):>9.1f} MB    in ten seconds {sent} B, {100 * share:.1f} % of a processor"
            print(f"  {f'at rest, {name}':<44}{said}", flush=True)
        finally:
            program.end()


def resident(program: Program) -> float:
    """Return the megabytes that a program keeps in memory."""
    told = Path(f"/proc/{program.process.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in told.splitlines() if line.startswith("VmRSS"))


def computed(program: Program) -> float:
    """Return the seconds that a program has computed."""
    fields = Path(f"/proc/{program.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def quitting(rounds: int) -> None:
    """Print how long the reader takes to go, beside one widget."""

    def gone(argv: list[str], words: bytes, key: bytes) -> float:
        program = Program(argv, USUAL, settle=0)
        program.until(words)
        program.take(0.5)
        began = time.perf_counter()
        os.write(program.outer, key)
        while program.process.poll() is None:
            program.take(0.001)
        took = 1000 * (time.perf_counter() - began)
        os.close(program.outer)
        return took

    own, beside = [], []
    for _ in range(rounds):
        beside.append(gone(python("-c", ONE_WIDGET), b"hello", b"\x11"))
        own.append(gone(reader("seeds"), b"quit", b"q"))
    row("quitting", own, beside)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How long one waits.")
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    painted(reader("seeds"), b"quit")  # so that what Python compiles is compiled
    print(f"\n  {'':<44}{'median':<16}{'beside':<14}ratio: median (quartiles)")
    steps: tuple[Callable[[], None], ...] = (
        lambda: start_up(rounds),
        lambda: quitting(rounds),
        lambda: commands(rounds),
        lambda: keys(4 * rounds),
        lambda: while_loading(8 * rounds),
        at_rest,
    )
    for step in steps:
        step()


if __name__ == "__main__":
    main()
