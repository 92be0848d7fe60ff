"""Whether items share enough for a factor analysis: Kaiser, Meyer and Olkin's measure and Bartlett's sphericity test.

Both work on a positive definite correlation matrix (k x k).
"""

import numpy as np

from surveykit.analysis.statistics.factor_fit import ChiSquare
from surveykit.core.moments import Floats


def partial_correlations(r: Floats) -> Floats:
    """Of each pair of items when all others are held constant (k x k, ones on the diagonal).

    >>> r = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.25], [0.5, 0.25, 1.0]])
    >>> partial_correlations(r)[0].round(4).tolist()
    [1.0, 0.4472, 0.4472]
    """
    inverse = np.linalg.inv(r)
    root = np.sqrt(np.diag(inverse))
    partial: Floats = -inverse / np.outer(root, root)
    np.fill_diagonal(partial, 1.0)
    return partial


def sampling_adequacy(r: Floats) -> tuple[float | None, tuple[float | None, ...]]:
    """The Kaiser-Meyer-Olkin measure of all items, and that of each (MSA): Σr² / (Σr² + Σpartial²), each 0 to 1.

    None where all correlations are zero. Kaiser & Rice (1974). R: psych::KMO.

    >>> overall, each = sampling_adequacy(np.full((3, 3), 0.5) + 0.5 * np.eye(3))
    >>> round(overall, 4)
    0.6923
    """
    shared, partial = (np.square(m - np.eye(len(r))) for m in (r, partial_correlations(r)))
    return _part(shared.sum(), partial.sum()), tuple(
        _part(a, b) for a, b in zip(shared.sum(axis=0), partial.sum(axis=0), strict=True)
    )


def _part(shared: float, partial: float) -> float | None:
    whole = float(shared + partial)
    return float(shared) / whole if whole > 0 else None


def sphericity(r: Floats, n: int) -> ChiSquare:
    """Bartlett's (1951) test that no two of the items are related, from n respondents. R: psych::cortest.bartlett.

    >>> sphericity(np.eye(3), 100).p
    1.0
    """
    k = len(r)
    log_determinant = float(np.linalg.slogdet(r)[1])
    return ChiSquare(max(-log_determinant * (n - 1 - (2 * k + 5) / 6), 0.0), k * (k - 1) // 2)
