"""Foreign files <-> plain definitions, codebooks and tables. Nothing here knows the store or an analysis."""
