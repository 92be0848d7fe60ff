"""Paths: how predictors and an outcome go together, directly and by way of mediators, if an assumed order holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from surveykit.analysis.analysis import Analysis, Question, analysis
from surveykit.analysis.design import Fault, measured, unknown
from surveykit.analysis.distinctness import Distinctness
from surveykit.analysis.path_question import PathQuestion
from surveykit.analysis.ready_model import service, single
from surveykit.analysis.statistics.path_model import PathModel
from surveykit.core.codebook import Codebook
from surveykit.core.dataset import Dataset

FEWEST_DRAWS = 1000
MOST_SERIAL = 3
"""With more mediators one after another there are too many routes to read."""


@analysis("paths")
@dataclass(frozen=True)
class Paths(Analysis):
    """Mediation by least squares: every path, direct, indirect and total effects, with bootstrap intervals.

    `quality`: the predictors; `mediator`, or `mediators` if there are several; `outcome`; all are ids of constructs or
    names of variables with an order. What is not written follows from the roles: what the service is judged by,
    satisfaction, loyalty. `covariates` are in every equation. `model`: mediators side by side (`parallel`) or one after
    the other in the order written (`serial`). `moderator` bends the path to (`moderates: first`) or from (`second`) the
    mediators. `draws` and `seed` of the bootstrap.

    ```yaml
    - paths: {quality: [image, quality], mediator: satisfaction, outcome: loyalty}
    ```
    """

    quality: tuple[str, ...] = ()
    mediator: str | None = None
    mediators: tuple[str, ...] = ()
    outcome: str | None = None
    covariates: tuple[str, ...] = ()
    model: Literal["parallel", "serial"] = "parallel"
    moderator: str | None = None
    moderates: Literal["first", "second"] = "first"
    draws: int = 5000
    seed: int = 1

    def path_model(self, codebook: Codebook) -> PathModel | None:
        """The model as written or by the roles of the constructs; None where these do not say."""
        written = self.mediators or ((self.mediator,) if self.mediator else ())
        found = written or tuple(filter(None, (single(codebook, "satisfaction"),)))
        outcome = self.outcome or single(codebook, "loyalty")
        taken = {*found, outcome, *self.covariates, self.moderator}
        quality = self.quality or tuple(id for id in service(codebook) if id not in taken)
        if not quality or not found or outcome is None:
            return None
        serial = self.model == "serial" and len(found) > 1
        return PathModel(quality, found, outcome, self.covariates, serial, self.moderator, self.moderates)

    def faults(self, codebook: Codebook) -> Iterator[Fault]:
        model = self.path_model(codebook)
        if model is None:
            yield "analysis-no-roles", {"analysis": self.name, "options": "quality, mediator, outcome"}
            return
        yield from unknown(codebook, model.observed)
        for name in model.observed:
            if name in codebook.by_name and not measured(codebook, name):
                yield "analysis-not-numeric", {"name": name}
        moderator = (self.moderator,) if self.moderator and self.moderator not in self.covariates else ()
        written = [*model.focal, *model.mediators, model.outcome, *self.covariates, *moderator]
        for name in sorted({name for name in written if written.count(name) > 1}):
            yield "paths-two-places", {"name": name}
        if self.mediator and self.mediators:
            yield "paths-two-mediators", {}
        if model.serial and len(model.mediators) > MOST_SERIAL:
            yield "paths-many-in-series", {"k": len(model.mediators), "most": MOST_SERIAL}
        if model.serial and self.moderator:
            yield "paths-moderated-series", {}
        if self.draws < FEWEST_DRAWS:
            yield "analysis-few-draws", {"draws": self.draws, "fewest": FEWEST_DRAWS}
        if self.seed < 0:
            yield "analysis-bad-seed", {"seed": self.seed}

    def questions(self, dataset: Dataset) -> Iterator[Question[Any]]:
        model = self.path_model(dataset.codebook)
        assert model is not None
        constructs = tuple(i for i in model.observed if i in dataset.codebook.construct_by_id)
        distinct = Distinctness(dataset, model.outcome, constructs) if len(constructs) > 1 else None
        if distinct is not None:
            yield distinct
        yield PathQuestion(dataset, model, self.draws, self.seed, distinct)
