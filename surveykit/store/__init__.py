"""Responses and the questionnaire versions they answer <-> a database.

1. `durability` decides how SQLite keeps a promise; 2. `tables` is the schema; 3. `answers` is the text of one
response's answers; 4. `store` reads and writes; 5. `faults` turns what a database says into what an operator can do.
6. `backup` and `restore` copy a whole store out and in; 7. `erasing` takes one person out, whom `erasure_log` knows by
hashes.
No analysis happens here, and no table of data leaves: only Responses.
"""

from surveykit.store.store import Store

__all__ = ["Store"]
