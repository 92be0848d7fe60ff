"""The model that a questionnaire itself suggests by the roles of its constructs: service, satisfaction, loyalty."""

from surveykit.core.codebook import Codebook

SERVICE = ("image", "expectation", "quality", "value")
"""The roles of what a service is judged by."""


def service(codebook: Codebook) -> tuple[str, ...]:
    """The constructs that the service is judged by, in the codebook's order."""
    return tuple(c.id for c in codebook.constructs if c.role in SERVICE)


def single(codebook: Codebook, role: str) -> str | None:
    """The construct with a role, if there is exactly one."""
    found = [c.id for c in codebook.constructs if c.role == role]
    return found[0] if len(found) == 1 else None
