"""The command that plays random accidents."""

from server.door.faults.phones import Asked, environment_of, faults


def test_what_is_asked_reaches_the_run():
    assert environment_of(Asked(1000, 100, None)) == {
        "FAULTS_RUNS": "1000",
        "FAULTS_ACTIONS": "199",
    }
    assert environment_of(Asked(1, 1, 7))["FAULTS_SEED"] == "7"


def test_a_short_run_prints_its_figures(capsys):
    assert faults(Asked(runs=2, actions=6, seed=7)) == 0
    said = capsys.readouterr().out.split()
    assert said[:4] == ["seed", "7", "runs", "2"]
    assert said[-3:] == ["after", "quiet", "0"]
