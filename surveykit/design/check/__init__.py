"""Rules on questionnaires, one file per family. Structural errors block; advice never does."""
