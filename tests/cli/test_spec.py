"""`mockfactory spec`: what it prints, and what it says when it can't."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mockfactory.cli import main


@pytest.fixture(autouse=True)
def _here(project: Path) -> None: ...


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(argv)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_class_is_described(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "spec", "shop.mail:Mailer")
    assert (code, err) == (0, "")
    assert "Mailer (class)" in out
    assert "called as Mailer(host: str)" in out
    assert "send(to: str, *, urgent: bool = False, extra: Any = None) -> bool" in out
    assert "host: str" in out
    assert "parameter extra of send" in out, "what can't be checked is told"
    assert out.endswith("a double can be made: double(Mailer)\n")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("shop.mail:Mailer.Options", "retries: int"),
        ("shop.mail:Mailer.Options", "a double can be made: double(Mailer.Options)"),
        ("shop.mail:charge", "charge(amount: int) -> str"),
        ("shop.mail:Mailer.send", "to: str"),
        ("shop.mail", "shop.mail (module)"),
        ("shop.mail", "no double: shop.mail is a module: give a class or a function of it"),
        ("shop:mail", "shop.mail (module)"),
        ("builtins:int", "no double: int is a value: use a real one"),
        ("shop.mail:Row", "no double: Row is a TypedDict"),
    ],
)
def test_what_can_be_named(target: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "spec", target)
    assert (code, err) == (0, "")
    assert told in out


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("shop.mial:Mailer", "there is no module 'shop.mial'. Did you mean 'shop.mail'?"),
        ("jsn", "there is no module 'jsn'. Did you mean 'json'?"),
        ("shpo.mail", "there is no module 'shpo'. Did you mean 'shop'?"),
        ("nothing_like_it_anywhere", "there is no module 'nothing_like_it_anywhere'."),
        ("shop.mail:Mailr", "shop.mail has no 'Mailr'. Did you mean 'Mailer'?"),
        ("shop.mail:mailer", "shop.mail has no 'mailer'. Did you mean 'Mailer'?"),
        ("shop.mail:Mailer.sent", "shop.mail:Mailer has no 'sent'. Did you mean 'send'?"),
        ("shop.mail.Mailer", "there is no module 'shop.mail.Mailer'. Did you mean 'shop.mail:Mailer'?"),
        ("shop.mail.Mailer:send", "there is no module 'shop.mail.Mailer'. Did you mean 'shop.mail:Mailer.send'?"),
        ("shop.mail.Mailr", "there is no module 'shop.mail.Mailr'. Did you mean 'shop.mail:Mailer'?"),
        ("shop/mail.py:Mailer", "'shop/mail.py' is no name of a module: write MODULE:NAME, "
         "for instance httpx:AsyncClient. Did you mean 'shop.mail:Mailer'?"),
        ("shop.mail:", "'shop.mail:' names nothing: write MODULE:NAME, for instance httpx:AsyncClient"),
        (":Mailer", "':Mailer' names nothing: write MODULE:NAME, for instance httpx:AsyncClient"),
        ("shop.mail:Mailer..x", "'shop.mail:Mailer..x' names nothing: write MODULE:NAME, "
         "for instance httpx:AsyncClient"),
        (".mail", "'.mail' is no name of a module: write MODULE:NAME, for instance httpx:AsyncClient"),
        ("shop.raising", "importing shop.raising failed: ValueError: no settings (shop/raising.py:1)"),
        ("shop.exiting:Any", "importing shop.exiting exits with 3 (shop/exiting.py:2)"),
        ("shop.needing", "importing shop.needing failed: ModuleNotFoundError: "
         "No module named 'a_module_that_nobody_has' (shop/needing.py:1)"),
        ("shop.mail:Odd.broken", "reading 'broken' of shop.mail:Odd failed: OSError: no such disk"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_one_line_and_code_2(target: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "spec", target) == (2, "", f"mockfactory: {line}\n")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("shop.wrong", "importing shop.wrong failed: SyntaxError: invalid syntax"),
        ("shop.mail:limit", "shop.mail:limit can't be read: An instance of int was given"),
        ("shop.mail:either", "shop.mail:either can't be read: The union"),
        ("typing:Any", "typing:Any can't be read: Any promises nothing"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_code_2(
    target: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "spec", target)
    assert (code, out) == (2, "")
    assert err.startswith(f"mockfactory: {words}")
    assert err.count("\n") == 1


def test_an_error_inside_the_reading_is_one_line_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(spec: object) -> str:
        raise RecursionError("too\ndeep")

    monkeypatch.setattr("mockfactory.spec.description.describe.describe", fail)
    code, out, err = run(capsys, "spec", "shop.mail:Mailer")
    assert (code, out) == (2, "")
    assert err == "mockfactory: shop.mail:Mailer can't be read: RecursionError: too deep\n"


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "spec", "--json", "shop.mail:Mailer")
    assert (code, err) == (0, "")
    data: dict[str, Any] = json.loads(out)
    assert data["name"] == "Mailer"
    assert data["kind"] == "class"
    assert "send" in out
    assert data["double"] == {"can_be_made": True, "reason": None}


@pytest.mark.parametrize(
    "target", ["shop.mail", "shop.mail:charge", "json", "sqlite3:Connection", "asyncio:Queue", "builtins:int"]
)
def test_json_is_json_whatever_is_read(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "spec", target, "--json")
    assert code == 0
    assert json.loads(out)["double"]["can_be_made"] is (target not in ("shop.mail", "json", "builtins:int"))


def test_what_a_module_prints_is_no_part_of_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "spec", "shop.noisy:Quiet", "--json")
    assert code == 0
    assert json.loads(out)["name"] == "Quiet"


def test_the_search_path_is_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    before = list(sys.path)
    assert run(capsys, "spec", "shop.mail:Mailer")[0] == 0
    assert sys.path == before


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from importlib.metadata import version

    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"mockfactory {version('mockfactory')}\n"


@pytest.mark.parametrize("argv", [[], ["spce"], ["spec"], ["spec", "json", "--jsn"]])
def test_arguments_that_are_none(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert "usage: mockfactory" in capsys.readouterr().err


SCRIPT = str(Path(sys.executable).with_name("mockfactory"))


def test_the_console_script(project: Path) -> None:
    done = subprocess.run(
        [SCRIPT, "spec", "shop.mail:Mailer"], capture_output=True, text=True, cwd=project, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "a double can be made: double(Mailer)" in done.stdout


def test_python_without_assertions(project: Path) -> None:
    command = [sys.executable, "-O", "-m", "mockfactory", "spec", "shop.mail:Mailer", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=project, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["name"] == "Mailer"


def test_nobody_reads_the_output(project: Path) -> None:
    # More than a pipe holds, so that the reader is gone before all is written.
    (project / "wide.py").write_text("\n".join(f"def f{n}(a: int) -> int: ..." for n in range(4000)), encoding="utf-8")
    command = [sys.executable, "-m", "mockfactory", "spec", "wide"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=project) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "wide (module)\n"
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 1


def test_the_library_loads_nothing_of_the_command_line() -> None:
    code = (
        "import sys, mockfactory;"
        "print([m for m in sys.modules if m == 'argparse' or m.startswith(('mockfactory.cli', 'mockfactory.demo'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_long_call_has_one_parameter_a_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"a_rather_long_name_{n}" for n in range(6)]
    listed = ", ".join(f"{name}: int = {n}" for n, name in enumerate(names))
    (project / "shop" / "long.py").write_text(
        f"class Long:\n    def call(self, first: str, /, *, {listed}) -> bool: ...\n", encoding="utf-8"
    )
    code, out, _ = run(capsys, "spec", "shop.long:Long")
    assert code == 0
    lines = [line.strip() for line in out.splitlines()]
    start = lines.index("method                call(")
    inside = ["first: str,", "/,", "*,", *(f"{name}: int = {n}," for n, name in enumerate(names))]
    assert lines[start + 1 : start + 1 + len(inside) + 1] == [*inside, ") -> bool"]


def test_letters_that_the_terminal_does_not_have(project: Path) -> None:
    (project / "letters.py").write_text("def f(arrow: str = '\u2192') -> None: ...\n", encoding="utf-8")
    done = subprocess.run(
        [SCRIPT, "spec", "letters:f"],
        capture_output=True,
        cwd=project,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u2192" in done.stdout


def test_an_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("mockfactory.demo.show.run_demo", interrupted)
    assert run(capsys, "demo") == (130, "", "")
