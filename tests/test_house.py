"""The rules of the house that the linters cannot see: what a command loads, what it costs, and what is documented."""

import ast
import doctest
import importlib
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "surveykit"
FILES = sorted(PACKAGE.rglob("*.py"))
HEAVY = (
    "numpy",
    "pandas",
    "scipy",
    "statsmodels",
    "pingouin",
    "weasyprint",
    "sqlalchemy",
    "flask",
    "waitress",
    "jinja2",
)
MAY_LOAD_ROOMS = {"__init__.py", "__main__.py", *(PACKAGE / "pipeline").glob("*.py")}
"""The files that may load rooms on demand."""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh process has after running this code."""
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import surveykit.design.load, surveykit.cli", HEAVY),
        (
            "from pathlib import Path\nimport surveykit.pipeline\n"
            "surveykit.pipeline.check(Path('questionnaires/after-sales.yaml'))",
            HEAVY,
        ),
        ("import surveykit.form.app", tuple(h for h in HEAVY if h not in ("flask", "jinja2"))),
        ("import surveykit.store.store", tuple(h for h in HEAVY if h != "sqlalchemy")),
        ("import surveykit.analysis", ("pandas", "statsmodels", "pingouin", "weasyprint", "sqlalchemy")),
    ],
    ids=["cli", "check", "form", "store", "analysis"],
)
def test_no_heavy_library_is_loaded_without_need(code, absent):
    assert loaded_by(code) & set(absent) == set()


def test_checking_the_worked_example_takes_less_than_half_a_second(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)  # compiled once, as wherever it is installed
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))
    command = [sys.executable, "-m", "surveykit", "check", "questionnaires/after-sales.yaml"]
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.5


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", [p for p in FILES if not {p, p.name} & MAY_LOAD_ROOMS], ids=module_name)
def test_rooms_are_imported_at_the_top_of_the_file(path):
    inside = [
        f"line {node.lineno}"
        for function in functions(ast.parse(path.read_text(encoding="utf-8")))
        for node in ast.walk(function)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("surveykit"))
        or (isinstance(node, ast.Import) and any(name.name.startswith("surveykit") for name in node.names))
    ]
    assert inside == []


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_imports_are_written_in_full(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [n.lineno for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level]


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_whatever_is_public_has_a_docstring(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = [] if ast.get_docstring(tree) else ["the module"]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    public = [n for n in tree.body if isinstance(n, kinds) and not n.name.startswith("_")]
    bare += [f"{n.name} in line {n.lineno}" for n in public if not ast.get_docstring(n)]
    assert bare == []


@pytest.mark.parametrize("path", [p for p in FILES if ">>> " in p.read_text(encoding="utf-8")], ids=module_name)
def test_the_examples_of_a_docstring_are_true(path, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    module = importlib.import_module(module_name(path))
    done = doctest.testmod(module)
    assert done.attempted
    assert done.failed == 0
