"""The word lists of the lexical rules, one file a language. `cues` speak for a fault, `allowed` only look like it.

A cue may use what RE2 knows (no looking around, no back references), so that one pass finds the rules that may be
broken by a text; what is allowed may use all of Python's `re`. Both are read without regard to case.
"""
