from itertools import product

import pytest
from sqlalchemy import func, select

from server.consent.errors import NoConsent
from server.consent.keeping import check_not_among, refusing
from server.consent.texts import Purpose
from tests.makers import answer_consent


@pytest.mark.parametrize("answers", [*product(["given", "refused", "withdrawn"], repeat=2), ()])
def test_what_may_be_kept_is_the_same_in_python_and_sql(world, acting, answers):
    phone = world.client("facilitator")
    for day, answer in enumerate(answers, start=1):
        answered = f"2026-05-0{day}T08:00:00+00:00"
        answer_consent(phone, world.participant, "keep_maps", answer, answered_at=answered)
    with acting(world.caller("facilitator")) as session:
        refused = refusing(session, {world.participant, world.other_participant, None})
        said_no = func.people.said_no(world.participant, Purpose.KEEP_MAPS.value)
        assert bool(refused) == session.scalar(select(said_no))
        assert refused == (set() if not answers or answers[-1] == "given" else {world.participant})


def test_nothing_is_kept_of_who_said_no(world, acting):
    answer_consent(world.client("facilitator"), world.participant, "keep_maps", "refused")
    with acting(world.caller("facilitator")) as session:
        refused = refusing(session, {world.participant, world.other_participant})
    with pytest.raises(NoConsent):
        check_not_among(refused, world.participant)
    check_not_among(refused, world.other_participant)
    check_not_among(refused, None)
