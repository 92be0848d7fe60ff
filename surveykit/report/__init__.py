"""Findings -> HTML -> PDF. Nothing statistical is computed here.

1. `study` says what a report is made from: findings, the questionnaire, the plan and a few facts; `theme` its look.
2. `preset` says for each kind of reader which sections there are and how deep they go; `content` chooses them;
   `exhibits`, `summary`, `actions`, `matrix`, `instrument`, `limitations` and `method` turn each part into the values
   of `context`, numbered in document order; `options` says a method's options in words.
3. `compose` hands these to the templates in `templates/report/`: one language for print, both on a page, or both in
   one text, which `bilingual` makes of two.
4. `word_document` and `slides` write the same values as Office files (`word_parts`, `word_styles`, `slide_charts`,
   `picture`, `office`, with `plain` for their words), `table_files` as rows; `figure_tables` has the numbers of
   figures.
5. `pdf` has `render` make the file in a child process, with limits and without access to anything else.
6. `codebook` is the codebook as a page; `paper` the questionnaire to be printed: `paper_words` says its texts,
   `paper_skips` finds where each answer leads, `paper_view` is what its template prints.
"""
