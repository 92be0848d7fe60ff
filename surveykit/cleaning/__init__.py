"""Responses -> Dataset: coded, looked over by rules that were stated beforehand, and scored.

1. `code` makes the table; 2. `rules` (one file each) ask questions about rows, `clean` gathers them as flags;
3. `score` adds the constructs; 4. `quality` tells what was found. Nobody is deleted here, and nothing is estimated.
"""
