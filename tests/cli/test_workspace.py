"""init: a workspace in which the commands of its own README work, and where nothing is ever overwritten."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from surveykit import pipeline
from surveykit.core.language import LANGUAGES
from tests.cli.calls import CHINESE, run, written

pytestmark = pytest.mark.usefixtures("elsewhere")
MADE = ["questionnaires", "reports", "templates", "README.md", ".gitignore"]


def states(told: str) -> dict[str, str]:
    """What is said of each path."""
    return {path: state for state, path in re.findall(r"^(\S.*?)  +(\S+)$", told, re.MULTILINE)}


def test_a_workspace_has_its_folders_and_says_what_to_do_next():
    done = run("init", "far/study")
    assert done.exit_code == 0, done.output
    assert states(done.output) == {f"far/study/{name}": "made" for name in MADE}
    assert done.output.splitlines()[-1] == "What to do next is told in far/study/README.md"
    assert {path.name for path in Path("far/study").iterdir()} == set(MADE)
    assert Path("far/study/README.md").read_text(encoding="utf-8").startswith("# study\n")


def commands_in(readme: Path) -> list[str]:
    return re.findall(r"^ +surveykit (.+)$", readme.read_text(encoding="utf-8"), re.MULTILINE)


def test_its_readme_names_the_same_commands_in_either_language():
    for language in LANGUAGES:
        run("init", language, language=language)
        assert bool(CHINESE.search(Path(language, "README.md").read_text(encoding="utf-8"))) is (language == "zh")
    commands = commands_in(Path("en/README.md"))
    assert [command.split()[0] for command in commands] == [
        *("templates", "new", "preview", "check", "simulate", "report", "serve", "report", "backup", "export")
    ]
    assert commands_in(Path("zh/README.md")) == commands


def test_the_commands_of_its_readme_work_there_in_their_order(monkeypatch):
    def shown(*_: object) -> None:
        """In place of a server that waits for Ctrl+C."""

    def asked(files: tuple[Path, ...], store: str, *_: object) -> None:
        """In place of people who answer."""
        pipeline.simulate(files[0], 40, 2, Path("default"), None, store)

    monkeypatch.setattr(pipeline, "preview", shown)
    monkeypatch.setattr(pipeline, "serve", asked)
    run("init", ".")
    for command in commands_in(Path("README.md")):
        words = command.replace("after-sales", "csat").replace("300", "60").split()  # a short one is as good
        if command == "report reports/mine.yaml":
            words += ["-o", "reports/mine.html"]  # of all its forms the quickest
        done = run(*words)
        assert done.exit_code == 0, (command, done.output)
    assert Path("data/mine.xlsx").exists()
    assert "simulated" in Path("reports/trial.html").read_text(encoding="utf-8")


def test_answers_and_reports_stay_out_of_a_version_history():
    run("init", ".")
    for name in ("mine.db", "mine.db-wal", "data/mine.xlsx", "reports/mine-en.pdf", "reports/mine-findings.json"):
        assert ignored(name), name
    for name in ("questionnaires/mine.yaml", "reports/mine.yaml", "templates/form/thanks.html", "README.md"):
        assert not ignored(name), name


def ignored(name: str) -> bool:
    """Whether git leaves a file out."""
    if not Path(".git").exists():
        subprocess.run(["git", "init", "-q"], check=True)
    return subprocess.run(["git", "check-ignore", "-q", name], check=False).returncode == 0


def test_a_second_run_overwrites_nothing_and_says_what_is_there():
    run("init", ".")
    for name in ("README.md", ".gitignore", "reports/mine.yaml", "questionnaires/mine.yaml"):
        written(name, "precious")
    for name in ("form/thanks.html", "form/thank.html", "questionnaire/house.yaml", ".DS_Store"):
        (Path("templates") / name).parent.mkdir(exist_ok=True)
        written(f"templates/{name}", "own")
    done = run("init", ".")
    assert done.exit_code == 0
    assert states(done.output) == dict.fromkeys(
        [*MADE, "reports/mine.yaml", "questionnaires/mine.yaml"], "already there"
    ) | {
        "templates/form/thanks.html": "replaces ours",
        "templates/form/thank.html": "your own",
        "templates/questionnaire/house.yaml": "your own",
    }
    assert "What to do next" not in done.output
    assert Path("README.md").read_text(encoding="utf-8") == "precious"
    assert Path("reports/mine.yaml").read_text(encoding="utf-8") == "precious"


def test_a_template_of_the_workspace_replaces_the_built_in_one():
    run("init", ".")
    ours = Path(re.search(r"The built-in templates are in (.+):", run("init", ".").output)[1])
    for name in ("questionnaire/csat.yaml", "report/paper.html"):
        (Path("templates") / name).parent.mkdir()
        shutil.copy(ours / name, Path("templates") / name)
    own = Path("templates/questionnaire/csat.yaml")
    written(str(own), own.read_text(encoding="utf-8").replace("\nsections:", "\n# our own\nsections:"))
    page = Path("templates/report/paper.html")
    written(str(page), page.read_text(encoding="utf-8").replace("</body>", "<p>Our own.</p></body>"))
    listed = [line.split()[0] for line in run("templates").output.splitlines() if line[:1].strip()]
    assert listed.count("csat") == 1
    assert run("new", "csat", "-o", "questionnaires/mine.yaml").exit_code == 0
    assert "# our own" in Path("questionnaires/mine.yaml").read_text(encoding="utf-8")
    assert run("print", "questionnaires/mine.yaml", "-o", "paper.html").exit_code == 0
    assert "Our own." in Path("paper.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_file_is_in_the_way_that_is_told(language):
    written("study", "a file")
    done = run("init", "study", language=language)
    assert done.exit_code == 3
    assert "study" in done.stderr
    assert bool(CHINESE.search(done.stderr)) is (language == "zh")
    assert Path("study").read_text(encoding="utf-8") == "a file"
