"""The nouns that travel between rooms, and the few pure functions on them."""
