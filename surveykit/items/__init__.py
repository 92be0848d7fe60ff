"""The item kinds: one file each. Importing this room registers them all."""

from surveykit.items import (
    matrix,
    multiple_choice,
    number,
    open_text,
    ranking,
    rating,
    single_choice,
)

__all__ = ["matrix", "multiple_choice", "number", "open_text", "ranking", "rating", "single_choice"]
