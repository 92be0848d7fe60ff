"""The respondent's web form: Questionnaire -> pages -> Response.

1. `app` makes the Flask application: folders, limits, headers, error pages.
2. `views` are the addresses; `visit` says who is asking (token, cookie, language, version).
3. `sheet` reads what one page posted; `keeping` stores it; `walk` says which page is next.
4. `pages` renders each page once into a `skeleton`; `filling` puts in what is personal.
5. `preview` shows all this of a file that is being written.

Nothing here judges an answer (the items do) or knows a database (the store does).
"""
