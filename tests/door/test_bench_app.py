"""`bench app`: a figure beside its goal, and an honest line where something could not be had."""

from server.door.bench import app, lighthouse


def test_a_figure_is_held_against_its_goal():
    assert app.row("start", 1.5, 1.2) == ("start", "≤ 1.5", "1.2", "")
    assert app.row("start", 1.5, 1.51) == ("start", "≤ 1.5", "1.51", "missed")
    assert app.row("score", 95, 99, more_is_better=True) == ("score", "≥ 95", "99", "")
    assert app.row("score", 95, 94, more_is_better=True)[-1] == "missed"
    assert app.row("letters", None, 43.21) == ("letters", "", "43.21", "")


def test_a_machine_without_lighthouse_says_so(monkeypatch):
    monkeypatch.setattr(lighthouse, "PACKAGE", "./nothing-of-this-name")
    ((name, _, figure, why),) = app.lighthouse_rows("http://127.0.0.1:9")
    assert (name, figure, why) == ("Lighthouse", "not there", "npx could not fetch or run it")
