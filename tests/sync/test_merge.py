"""Merging, on every combination of who changed what."""

import itertools

from server.sync.merge import merge


def test_each_combination_of_changes_keeps_what_only_one_side_changed():
    for theirs, mine in itertools.product("abc", repeat=2):
        merged = merge({"word": "a"}, {"word": theirs}, {"word": mine})
        expected = theirs if mine == "a" else mine
        assert merged.body == {"word": expected}
        both_changed = len({theirs, mine, "a"}) == 3
        assert merged.overridden == (["word"] if both_changed else [])


def test_without_a_base_everything_that_differs_is_named():
    merged = merge(None, {"word": "a", "same": 1}, {"word": "b", "same": 1})
    assert merged.body == {"word": "b", "same": 1}
    assert merged.overridden == ["word"]
