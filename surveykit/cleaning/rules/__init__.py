"""The cleaning rules: one file each. Importing this package registers them all."""

from surveykit.cleaning.rules import attention, duplicates, incomplete, straight_line

__all__ = ["attention", "duplicates", "incomplete", "straight_line"]
