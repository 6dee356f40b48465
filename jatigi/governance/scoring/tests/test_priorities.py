"""An order of priorities says how sure it is, and never more."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jatigi.governance.scoring import kendall_w, prioritise

NAN = float("nan")
TABLES = arrays(float, st.tuples(st.integers(1, 8), st.integers(1, 7)), elements=st.integers(0, 10).map(float))


def test_a_room_of_one_mind_has_an_order_without_doubt() -> None:
    found = prioritise([[6, 3, 1]] * 12, first=1)
    assert found.order.tolist() == [0, 1, 2]
    assert found.tier.tolist() == [1, 2, 3]
    assert found.low.tolist() == found.high.tolist() == found.support.tolist() == [0.6, 0.3, 0.1]
    assert (found.place_low.tolist(), found.place_high.tolist()) == ([1, 2, 3], [1, 2, 3])
    assert found.agreement == 1
    assert found.without_one == ()


def test_two_halves_that_disagree_are_a_tie_and_not_an_order() -> None:
    found = prioritise([[10, 0], [0, 10]] * 6, first=1)
    assert found.tier.tolist() == [1, 1]
    assert found.support.tolist() == [0.5, 0.5]
    assert found.agreement == 0
    assert found.low[0] < 0.5 < found.high[0]


def test_a_close_second_that_another_room_would_put_first_is_a_tie() -> None:
    found = prioritise([[6, 4]] * 4 + [[4, 6]] * 3, first=1)
    assert found.order.tolist() == [0, 1]
    assert found.tier.tolist() == [1, 1]
    assert 0 < found.in_first[1] < 1


def test_each_institution_weighs_the_same_however_many_points_it_spent() -> None:
    assert prioritise([[100, 0], [0, 1]]).support.tolist() == [0.5, 0.5]
    assert prioritise([[1, 0], [1, 1]], shares=False).support.tolist() == [1.0, 0.5]


def test_whoever_did_not_vote_does_not_count() -> None:
    found = prioritise([[1, 0], [NAN, NAN], [0, 0], [NAN, 1]])
    assert found.voters == 2
    assert found.support.tolist() == [0.5, 0.5]
    hands = prioritise([[1, 0], [NAN, NAN], [0, 0]], shares=False)  # hands kept down are a vote
    assert (hands.voters, hands.support.tolist()) == (2, [0.5, 0])


def test_nobody_voted_yet() -> None:
    found = prioritise([[NAN, NAN], [NAN, NAN]])
    assert (found.voters, found.agreement, found.support.tolist()) == (0, None, [0, 0])
    assert found.tier.tolist() == [1, 1]


def test_the_institution_that_decides_the_first_place_is_named() -> None:
    found = prioritise([[10, 0], [0, 10], [10, 0], [0, 10], [10, 0]], first=1)
    assert {one.row for one in found.without_one} == set()  # without one of the three, both are equal: the order given
    found = prioritise([[0, 10], [10, 0], [0, 10], [10, 0], [0, 10]], first=1)
    assert {(one.row, one.enters, one.leaves) for one in found.without_one} == {
        (0, (0,), (1,)), (2, (0,), (1,)), (4, (0,), (1,))
    }  # fmt: skip


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not() -> None:
    votes = np.random.default_rng(1).integers(0, 10, (9, 6))
    one, same, other = (prioritise(votes, seed=seed) for seed in (1, 1, 2))
    assert one.low.tobytes() == same.low.tobytes()
    assert one.in_first.tobytes() == same.in_first.tobytes()
    assert one.in_first.tobytes() != other.in_first.tobytes()


def test_what_is_not_a_vote_is_refused() -> None:
    for wrong in ([[-1, 2]], [[float("inf"), 1]], [1, 2], [[]]):
        with pytest.raises(ValueError, match=r"expected a table|from zero up"):
            prioritise(wrong)


def test_kendall_s_w_with_ties_by_hand() -> None:
    # Three judges, four things: ranks (1, 2, 3.5, 3.5), (1, 3, 2, 4), (2, 1, 3, 4): sums 4, 6, 8.5, 11.5 around 7.5;
    # S = 12.25 + 2.25 + 1 + 16 = 31.5; W = 12 × 31.5 / (9 × 60 − 3 × 6) = 378 / 522.
    votes = [[4, 3, 1, 1], [4, 2, 3, 1], [3, 4, 2, 1]]
    assert kendall_w(votes) == pytest.approx(378 / 522)
    assert kendall_w([[1, 1], [1, 1]]) is None
    assert kendall_w([[1, 2, 3]]) is None


@settings(max_examples=60)
@given(TABLES, st.randoms(use_true_random=False))
def test_the_order_of_institutions_does_not_matter_and_bounds_hold(votes: np.ndarray, shuffle: object) -> None:
    found = prioritise(votes, draws=200)
    rows = list(range(len(votes)))
    shuffle.shuffle(rows)  # type: ignore[attr-defined]
    again = prioritise(votes[rows], draws=200)
    assert np.allclose(found.support, again.support)
    assert np.all(found.low <= found.high)
    assert np.all(found.place_low <= found.place_high)
    assert np.all(np.diff(found.tier[found.order]) >= 0)
    assert np.all((found.in_first >= 0) & (found.in_first <= 1))
    agreement = found.agreement
    assert agreement is None or -1e-9 <= agreement <= 1 + 1e-9


@settings(max_examples=40)
@given(TABLES.filter(lambda t: t.shape[1] > 1))
def test_more_points_never_lower_a_recommendation(votes: np.ndarray) -> None:
    before = prioritise(votes, shares=False, draws=10).support
    votes[0, 0] += 1
    after = prioritise(votes, shares=False, draws=10).support
    assert after[0] > before[0]
    assert np.allclose(after[1:], before[1:])
