"""Exports: the coded responses of a store as files that statistics programs, spreadsheets and people read.

One file a format. What all of them write stands in `table`; what a format cannot hold is never dropped in silence
(`losses`).
"""
