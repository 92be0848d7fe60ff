"""A mapping file, drafted: what each column of a foreign file may be in a questionnaire. Nothing is imported."""
