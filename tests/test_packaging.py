"""What people install: wheel and sdist hold the code, the standard and the worked example; nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from sdg_standard._resources import bundled
from sdg_standard._version import __version__
from sdg_standard.errors import SdgStandardError

ROOT = Path(__file__).parents[1]
INSTALLED_AS = {  # what travels in the wheel, and where it lies there
    "src/sdg_standard/": "sdg_standard/",
    "standard/": "sdg_standard/_data/standard/",
    "releases/": "sdg_standard/_data/releases/",
    "examples/norway-2020/": "sdg_standard/_data/examples/norway-2020/",
    "examples/fjordvik/": "sdg_standard/_data/examples/fjordvik/",
    "examples/network/": "sdg_standard/_data/examples/network/",
    **{  # of the other example what the demo reads, and where it comes from; not the script and its source
        f"examples/norway-municipalities/{name}": f"sdg_standard/_data/examples/norway-municipalities/{name}"
        for name in ("README.md", "areas.csv", "evidence.csv")
    },
    **{
        f"examples/everything/{name}": f"sdg_standard/_data/examples/everything/{name}"
        for name in ("README.md", "areas.csv", "commitments.csv", "evidence.csv")
    },
}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from that sdist and not from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> zipfile.ZipFile:
    (path,) = dist.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def unpacked(wheel: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site-packages")
    wheel.extractall(folder)
    return folder


def our_files() -> list[str]:
    """Every file of the project: tracked, or new and not ignored. In an unpacked sdist, without git: all there are."""
    if (ROOT / ".git").exists():
        command = ["git", "-c", "core.quotepath=off", "ls-files", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
        return sorted(name for name in listed if (ROOT / name).is_file())
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if not {"__pycache__", ".venv"} & set(path.parts))


def test_the_wheel_holds_what_it_should_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    expected = {
        place + name.removeprefix(folder)
        for name in our_files()
        for folder, place in INSTALLED_AS.items()
        if name.startswith(folder)
    }
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert {"sdg_standard/py.typed", "sdg_standard/_data/standard/standard.yaml"} <= packed
    assert any(name.startswith("sdg_standard/_data/examples/norway-2020/") for name in packed)
    assert packed == expected


def test_the_sdist_holds_everything(dist: Path) -> None:
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    assert not set(our_files()) - packed


def test_the_metadata(wheel: zipfile.ZipFile) -> None:
    names = {name.rpartition("/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}
    metadata = HeaderParser().parsestr(wheel.read(names["METADATA"]).decode())
    assert (metadata["Name"], metadata["Version"]) == ("sdg-standard", __version__)
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata.get_all("License-File") == ["LICENSE", "NOTICE", "standard/LICENSE"]
    assert "sdg-standard = sdg_standard.cli:main" in wheel.read(names["entry_points.txt"]).decode()


def test_the_wheel_finds_its_own_copy_of_the_standard(unpacked: Path, tmp_path: Path) -> None:
    code = (
        "from sdg_standard._resources import bundled as b; print(b('standard'), b('examples/norway-2020'), sep='\\n')"
    )
    command, environment = [sys.executable, "-c", code], {"PYTHONPATH": str(unpacked)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.stderr == ""
    data = unpacked.resolve() / "sdg_standard" / "_data"
    assert done.stdout.splitlines() == [str(data / "standard"), str(data / "examples" / "norway-2020")]


def test_a_checkout_reads_the_working_copy() -> None:
    assert bundled("standard") == ROOT / "standard"


def test_a_folder_that_is_missing_is_said_so() -> None:
    with pytest.raises(SdgStandardError, match='"nowhere" that belongs to the library is missing'):
        bundled("nowhere")


def test_every_requirement_is_pinned() -> None:
    """A package that is asked for without a pin would make the tests of next year other tests than those of today."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["build-system"]["requires"], *project["project"]["dependencies"]]
    asked += [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    names = {name.partition(">")[0].partition("[")[0].lower() for name in asked if not name.startswith("sdg-standard[")}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0].lower() for line in lines if not line.startswith("#")}
    assert all("==" in line for line in lines if not line.startswith("#"))
    assert not names - pinned
