"""The built wheel works in an empty virtual environment outside the repository."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from surveykit import __version__

REPOSITORY = Path(__file__).parents[2]
ASSETS = "surveykit/_assets"
# The wheel carries all of the first two; of reports/ the plans and the worked sample.
CARRIED = ("templates/**/*", "questionnaires/**/*", "reports/*.yaml", "reports/sample/**/*")

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command away from the repository, without what this process or its user has set for Python."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command} exited {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(source: Path, folder: Path) -> Path:
    """Build the wheel with the build backend that is installed here, so nothing is downloaded."""
    run(*PIP, "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", folder, source, cwd=folder)
    return next(folder.glob("surveykit-*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(REPOSITORY, tmp_path_factory.mktemp("wheel"))


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def first_steps(environment: Path, workplace: Path) -> None:
    """What a researcher does first, in an empty folder, with the wheel installed in `environment`."""
    surveykit = environment / "bin" / "surveykit"
    where = run(environment / "bin/python", "-c", "import surveykit; print(surveykit.__file__)", cwd=workplace)
    package = Path(where.strip()).parent
    assert package.is_relative_to(environment)
    for folder in ("templates", "questionnaires", "reports"):
        assert any((package / "_assets" / folder).iterdir())

    assert __version__ in run(surveykit, "--version", cwd=workplace)
    assert "after-sales" in run(surveykit, "templates", cwd=workplace)
    run(surveykit, "new", "after-sales", "-o", "q.yaml", cwd=workplace)
    run(surveykit, "check", "q.yaml", cwd=workplace)


def test_wheel_carries_the_files_that_lie_beside_the_package(wheel: Path) -> None:
    beside = {
        f"{ASSETS}/{path.relative_to(REPOSITORY).as_posix()}"
        for pattern in CARRIED
        for path in REPOSITORY.glob(pattern)
        if path.is_file()
    }
    assert {name for name in names_in(wheel) if name.startswith(ASSETS)} == beside


def test_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = names_in(wheel)
    assert {name.split("/")[0] for name in names} == {"surveykit", f"surveykit-{__version__}.dist-info"}
    catalogues = {path.relative_to(REPOSITORY).as_posix() for path in REPOSITORY.glob("surveykit/**/*.po")}
    assert catalogues <= names


def test_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=REPOSITORY)
    again = build(next(tmp_path.glob("*.tar.gz")), tmp_path)
    assert again.read_bytes() == wheel.read_bytes()


def test_wheel_works_outside_the_repository(wheel: Path, tmp_path: Path) -> None:
    environment, workplace = tmp_path / "venv", tmp_path / "workplace"
    workplace.mkdir()
    venv.create(environment, symlinks=True)
    there = ("--python", environment / "bin/python")
    run(*PIP, *there, "install", "--no-deps", "--no-index", "-q", wheel, cwd=workplace)
    # The libraries of the running environment, without its editable surveykit: a .pth file on a path that
    # another .pth file adds is not read.
    base = {"base": str(environment), "platbase": str(environment)}
    libraries = Path(sysconfig.get_path("purelib", "venv", vars=base))
    shared = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (libraries / "shared.pth").write_text("\n".join(sorted(shared)), encoding="utf-8")

    first_steps(environment, workplace)


@pytest.mark.slow
def test_wheel_installs_with_all_it_declares(wheel: Path, tmp_path: Path) -> None:
    environment, workplace = tmp_path / "venv", tmp_path / "workplace"
    workplace.mkdir()
    venv.create(environment, symlinks=True)
    run(*PIP, "--python", environment / "bin/python", "install", "-q", wheel, cwd=workplace)

    first_steps(environment, workplace)
    run(environment / "bin/surveykit", "demo", "--no-serve", cwd=workplace)
    assert (workplace / "surveykit-demo/reports/report-zh.pdf").stat().st_size > 0
