"""A line that carries so many bytes a second: runs a program and passes on what it says, as a bad network would.

`python slow_line.py 32000 program argument...`, as the command of a proxy. What has left the program waits here, as it
would in the buffers of a network, which swallow all that they are given.
"""

import os
import selectors
import subprocess
import sys
import time

TICK = 0.01
"""Seconds between two portions."""


def main() -> None:
    rate, argv = int(sys.argv[1]), sys.argv[2:]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        there, back = program.stdout.fileno(), program.stdin.fileno()
        waiting, began, passed = b"", time.monotonic(), 0.0
        with selectors.DefaultSelector() as selector:
            selector.register(there, selectors.EVENT_READ)
            selector.register(0, selectors.EVENT_READ)
            while selector.get_map() or waiting:
                for key, _ in selector.select(TICK if waiting else None):
                    data = os.read(key.fd, 65536)
                    if not data:
                        selector.unregister(key.fd)
                        if key.fd == 0:
                            program.stdin.close()
                    elif key.fd == there:
                        waiting += data
                    else:
                        os.write(back, data)
                # What was not used while nobody spoke is not saved up: a line has no memory.
                now = time.monotonic()
                allowed = int(min(now - began, 5 * TICK) * rate + passed)
                began, passed = now, 0.0
                os.write(1, waiting[:allowed])
                waiting = waiting[allowed:]


if __name__ == "__main__":
    main()
