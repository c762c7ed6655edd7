"""What a US keyboard would have typed: the same key of the keyboard, whatever letters are painted on it.

Owns the layouts of readers who write in other alphabets; a terminal tells the letter and not the key, and commands are
named by Latin letters. Refuses to translate what is typed into a prompt: it is for the router alone, where commands are
expected. Nothing that ASCII has is changed, so a key that types another sign of ASCII means that sign.

Sources: the first two levels of the layouts `ru(winkeys)`, `ua(unicode)`, `gr(simple)`, `il(basic)` and `ara(basic)` in
xkeyboard-config, with the digits of `ara(digits)`; for Korean the two-set jamo of KS X 5002.
"""

from __future__ import annotations

# Combining marks of Arabic, in the order of the keys that they are typed with.
_MARKS = "\u064e\u064b\u064f\u064c\u0650\u064d\u0652\u0651"

LAYOUTS: dict[str, tuple[tuple[str, str], ...]] = {
    "Russian": (
        ("ё№", "`#"), ("Ё", "~"),
        ("йцукенгшщзхъ", "qwertyuiop[]"), ("ЙЦУКЕНГШЩЗХЪ", "QWERTYUIOP{}"),
        ("фывапролджэ", "asdfghjkl;'"), ("ФЫВАПРОЛДЖЭ", 'ASDFGHJKL:"'),
        ("ячсмитьбю", "zxcvbnm,."), ("ЯЧСМИТЬБЮ", "ZXCVBNM<>"),
    ),
    "Ukrainian": (
        ("№", "#"),
        ("йцукенгшщзхїґ", "qwertyuiop[]\\"), ("ЙЦУКЕНГШЩЗХЇҐ", "QWERTYUIOP{}|"),
        ("фівапролджє", "asdfghjkl;'"), ("ФІВАПРОЛДЖЄ", 'ASDFGHJKL:"'),
        ("ячсмитьбю", "zxcvbnm,."), ("ЯЧСМИТЬБЮ", "ZXCVBNM<>"),
    ),
    "Greek": (
        # The key of q types a semicolon. W and S type the same capital, and Σ is rather S.
        ("ςερτυθιοπ", "wertyuiop"), ("ΕΡΤΥΘΙΟΠ", "ERTYUIOP"),
        ("ασδφγηξκλ", "asdfghjkl"), ("ΑΣΔΦΓΗΞΚΛ", "ASDFGHJKL"),
        ("ζχψωβνμ", "zxcvbnm"), ("ΖΧΨΩΒΝΜ", "ZXCVBNM"),
    ),
    "Hebrew": (
        # With Shift the keys type Latin capitals; those of q and w type a slash and an apostrophe.
        ("קראטוןםפ", "ertyuiop"),
        ("שדגכעיחלךף", "asdfghjkl;"),
        ("זסבהנמצתץ", "zxcvbnm,."),
    ),
    "Arabic": (
        ("ذ", "`"),
        ("ضصثقفغعهخحجد", "qwertyuiop[]"),
        ("شسيبلاتنمكط", "asdfghjkl;'"),
        # The key of b types two letters as one; systems that send both cannot be understood.
        ("ئءؤرﻻىةوزظ", "zxcvbnm,./"),
        (_MARKS, "QWERASX~"),
        ("ﻹإ؛ﻷأـ،ﻵآ؟", "TYPGHJKBN?"),
        ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
    ),
    "Korean": (
        ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "qwertyuiop"), ("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP"),
        ("ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "asdfghjkl"),
        ("ㅋㅌㅊㅍㅠㅜㅡ", "zxcvbnm"),
    ),
}  # fmt: skip
"""By alphabet: stretches of what its keys type, each with what the same keys type in the United States."""

_LATIN = {
    typed: meant
    for stretches in LAYOUTS.values()
    for theirs, ours in stretches
    for typed, meant in zip(theirs, ours, strict=True)
}


def latin(character: str) -> str:
    """Return what a US keyboard types with the key that typed a character; what is not in a layout is left as it is."""
    return _LATIN.get(character, character)
