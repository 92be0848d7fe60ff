"""Near duplicates: two responses that differ in a few answers only."""

from collections.abc import Iterator

from surveykit.cleaning.alike import MOST_PAIRS, alike
from surveykit.cleaning.answers import answer_codes
from surveykit.cleaning.questions import asked_variables
from surveykit.cleaning.rule import Applied, rule
from surveykit.core.dataset import Dataset, Flag
from surveykit.core.language import both
from surveykit.core.numbers import count, percent
from surveykit.core.plan import Cleaning

FEWEST_ANSWERS = 20
"""Of fewer answers, 95 % equal are all equal, which `duplicates` asks about."""


@rule
class NearDuplicates:
    """At least so large a share of the answers equals that of another response (Kuriakose & Robbins 2016), but not all.

    Counted over the questions that at least one of the two answered. Satisfied people are often alike: this is for a
    human to judge.
    """

    version = 1

    def apply(self, dataset: Dataset, cleaning: Cleaning) -> Iterator[Applied]:
        share = cleaning.near_duplicate
        threshold = both("cleaning.threshold.near_duplicates", share=percent(share), answers=count(FEWEST_ANSWERS))
        found = alike(answer_codes(dataset, asked_variables(dataset.questionnaire)), share, FEWEST_ANSWERS)
        if found is None:
            reason = both("cleaning.reason.too_many_pairs", most=count(MOST_PAIRS))
            yield Applied("near_duplicates", threshold, 0, reason=reason)
            return
        flags = tuple(
            Flag(
                "near_duplicates",
                dataset.respondents[row],
                both(
                    "cleaning.evidence.near_duplicates",
                    equal=count(near.equal),
                    answers=count(near.answers),
                    other=dataset.shown_ids[near.other],
                ),
            )
            for row, near in sorted(found.items())
        )
        yield Applied("near_duplicates", threshold, dataset.n, flags)
