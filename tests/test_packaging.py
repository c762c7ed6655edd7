"""The wheel is complete: what works in the checkout works for somebody who only installed it."""

import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

import pytest

import briefing
from briefing import shipped as finder
from briefing.shipped import SHIPPED, shipped

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Installed:
    """A copy of the wheel on a path of its own, with nothing of the checkout in reach."""

    wheel: Path
    site: Path
    elsewhere: Path

    def python(self, *arguments: str) -> str:
        """Run a fresh Python in another folder and return what it wrote to standard output."""
        # The dependencies come from the environment of the tests, the package from PYTHONPATH: it is
        # looked through first, so the editable install of the checkout does not come into it.
        environment = os.environ | {
            "PYTHONPATH": str(self.site),
            "PYTHONUTF8": "1",
            "HOME": str(self.elsewhere),
            "XDG_CACHE_HOME": str(self.elsewhere / "cache"),
            "XDG_CONFIG_HOME": str(self.elsewhere / "config"),
            "XDG_DATA_HOME": str(self.elsewhere / "data"),
            "XDG_STATE_HOME": str(self.elsewhere / "state"),
        }
        return run(*arguments, folder=self.elsewhere, environment=environment)


def run(*arguments: str, folder: Path, environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel once, from the source distribution as the installers do, and unpack it."""
    # hatchling is called directly, and zipfile installs: neither needs a pip in the environment.
    built, unpacked, site, elsewhere = (
        tmp_path_factory.mktemp(name) for name in ("built", "unpacked", "site", "elsewhere")
    )
    run("-m", "hatchling", "build", "--target", "sdist", "--directory", str(built), folder=ROOT)
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        # Python 3.11.0 to 3.11.3 has no filters, and a later one without a filter warns.
        sources.extraction_filter = getattr(tarfile, "data_filter", None)
        sources.extractall(unpacked)
    [source] = unpacked.iterdir()
    run("-m", "hatchling", "build", "--target", "wheel", "--directory", str(built), folder=source)
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(site)
    return Installed(wheel, site, elsewhere)


def committable_files(name: str) -> set[str]:
    """List a shipped file or folder of the checkout, less what .gitignore leaves out of it."""
    place = ROOT / name
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return {
        path.relative_to(ROOT).as_posix()
        for path in files
        if "__pycache__" not in path.parts and path.name != ".DS_Store"
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_the_checkout_has_what_is_shipped(name: str) -> None:
    assert shipped(name) == ROOT / name
    assert committable_files(name)


def test_only_shipped_names_are_looked_for() -> None:
    # pyproject.toml is there in a checkout and would be missing from a wheel.
    with pytest.raises(ValueError, match=r"not shipped; what is: config\.yaml"):
        shipped("pyproject.toml")


def test_a_damaged_installation_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "themes").mkdir()  # a stranger's: without pyproject.toml this is no checkout
    monkeypatch.setattr(finder, "_PACKAGE", tmp_path / "briefing")
    with pytest.raises(FileNotFoundError, match=r"themes belongs to briefing .* installation is damaged"):
        shipped("themes")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_wheel_contains_every_shipped_file(installed: Installed, name: str) -> None:
    with zipfile.ZipFile(installed.wheel) as files:
        prefix = "briefing/_shipped/"
        inside = {file.removeprefix(prefix) for file in files.namelist() if file.startswith(prefix + name)}
    assert inside == committable_files(name)


def test_the_wheel_brings_the_manual_page_to_where_man_looks(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as files:
        [name] = [name for name in files.namelist() if name.endswith(".data/data/share/man/man1/briefing.1")]
        assert files.read(name) == (ROOT / "docs" / "briefing.1").read_bytes()


def test_the_wheel_says_which_version_it_is(installed: Installed) -> None:
    [metadata] = installed.site.glob("*.dist-info/METADATA")
    said = Parser().parsestr(metadata.read_text(encoding="utf-8"))
    assert (said["Name"], said["Version"]) == ("briefing-reader", briefing.__version__)


def test_the_installed_command_can_be_loaded(installed: Installed) -> None:
    found = installed.python(
        "-c",
        "from importlib.metadata import entry_points\n"
        "[command] = entry_points(group='console_scripts', name='briefing')\n"
        "print(command.load().__code__.co_filename)",
    )
    assert Path(found.strip()).is_relative_to(installed.site)


def test_an_installed_reader_exports_the_seed_dossier(installed: Installed) -> None:
    seeds = installed.python("-c", "from briefing.shipped import shipped; print(shipped('seeds'))").strip()
    assert Path(seeds).is_relative_to(installed.site)
    assert installed.python("-m", "briefing", "export", seeds).startswith("# ")
