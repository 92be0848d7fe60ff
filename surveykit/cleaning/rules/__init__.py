"""The cleaning rules: one file each. Importing this package registers them all."""

from surveykit.cleaning.rules import duplicates, incomplete, straight_line

__all__ = ["duplicates", "incomplete", "straight_line"]
