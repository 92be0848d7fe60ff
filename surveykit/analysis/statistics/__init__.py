"""What the analyses compute with: formulas, fits and tests. Numbers only: no words, no findings."""
