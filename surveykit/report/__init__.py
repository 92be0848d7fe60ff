"""Findings -> HTML -> PDF. Nothing statistical is computed here.

1. `study` says what a report is made from: findings, the questionnaire, the plan and a few facts.
2. `content` chooses the sections from the findings there are; `exhibits`, `summary`, `instrument`, `limitations`
   and `method` turn each part into the values of `context`, numbered in document order.
3. `compose` hands these to the templates in `templates/report/`: one language for print, or both on a page.
4. `pdf` has `render` make the file in a child process, with limits and without access to anything else.
5. `codebook` is the codebook as a page; `paper` the questionnaire to be printed: `paper_words` says its texts,
   `paper_skips` finds where each answer leads, `paper_view` is what its template prints.
"""
