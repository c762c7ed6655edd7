"""A short walk with everything; `make soak` walks further."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.walk import walk


@pytest.mark.parametrize("seed", [3, 11])
async def test_nothing_that_is_pressed_breaks_a_law(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert await walk(1e9, 250, seed, tmp_path / "dossier") == 250
