"""The desk is killed at random instants, also while it sends, before an i'mport that breaks lines: nothing ever
leaves twice or by itself, nothing is lost, nothing is called cancelled without proof."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.journeys.desk import Desk
from tests.journeys.other_imp import OtherImp, Post
from tests.journeys.random_life import Life


@pytest.mark.timeout(300)  # some hundred processes, on a machine that may be busy
def test_killed_again_and_again(imp: OtherImp, desk: Desk) -> None:
    life = Life(desk, imp, seed=20)
    life.go(kills=15)
    life.judge()
    life.calm()
    figures = life.judge()
    assert figures["posts"] > 5, figures


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(10))
def test_killed_for_a_long_time(imp: OtherImp, desk: Desk, seed: int) -> None:
    life = Life(desk, imp, seed)
    for _ in range(4):
        life.go(kills=life.kills + 20)
        life.judge()
    life.calm()
    figures = life.judge()
    print(figures)


def test_the_judge_sees_a_second_send_and_a_lost_one(imp: OtherImp, desk: Desk) -> None:
    """The proof can fail: a request sent again, one without a person, and one the desk knows nothing of."""
    paid = imp.pay()
    life = Life(desk, imp, seed=1)
    life.commands = Counter({"r0": 1})
    desk.cancel(paid, "5.00", "r0")
    life.judge()
    imp.posts.append(imp.posts[0])
    with pytest.raises(AssertionError, match="left 2 times"):
        life.judge()
    imp.posts[1:] = [Post(paid, imp.posts[0].amount, imp.posts[0].checksum, "r1 [T-0002 abcd]")]
    with pytest.raises(AssertionError, match="lost"):
        life.judge()
    imp.posts[1:] = []
    life.commands.clear()
    with pytest.raises(AssertionError, match="0 commands"):
        life.judge()
