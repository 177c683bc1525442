"""When the walks of the demo happened."""

from datetime import UTC, date, datetime

import pytest

from server.core import clock
from server.demo.walks import halves


def the_second_walk():
    return next(half for half in halves() if half.row["id"] == "e23")


def test_the_second_walk_passes_the_underpass_at_seven_in_the_evening():
    moments = {row["id"]: moment for half in halves() for row, moment in half.findings()}
    assert len(moments) == 150
    assert moments["f146"].hour == 19


def test_the_story_keeps_its_dates_once_they_are_past(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 10, 9, 12, tzinfo=UTC))
    assert the_second_walk().begins.date() == date(2026, 9, 10)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_nothing_lies_in_the_future_where_the_clock_is_behind(monkeypatch, year):
    now = datetime(year, 6, 1, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert max(half.ends for half in halves()) < now
    assert the_second_walk().begins.weekday() == date(2026, 9, 10).weekday()
