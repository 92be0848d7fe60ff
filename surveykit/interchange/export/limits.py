"""Cutting a text to what a file format can hold, never inside a character."""


def cut_bytes(text: str, most: int) -> str:
    """At most so many bytes of UTF-8.

    >>> cut_bytes("慢慢", 4), cut_bytes("slow", 4)
    ('慢', 'slow')
    """
    if 4 * len(text) <= most:
        return text
    return text.encode()[:most].decode(errors="ignore")


def cut_units(text: str, most: int) -> str:
    """At most so many units of UTF-16, of which characters beyond the first plane take two.

    >>> cut_units("𠀀𠀀", 3), cut_units("slow", 4)
    ('𠀀', 'slow')
    """
    if 2 * len(text) <= most:
        return text
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
