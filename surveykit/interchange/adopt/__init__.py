"""A labelled file of a study done elsewhere, turned into the draft of a definition and a mapping file for its data."""
