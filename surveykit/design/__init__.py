"""A definition as text becomes a checked Questionnaire; templates become definitions."""
