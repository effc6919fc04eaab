"""Characters that look like a common one and are another: what a PDF or an old system puts in its place."""

from unicodedata import normalize

_COMPATIBLE = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
"""Kangxi radicals and compatibility ideographs: each of them stands for one ideograph."""

_RADICALS = dict(
    zip(
        "⺁⺄⺆⺇⺈⺊⺌⺎⺕⺗⺟⺠⺮⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "厂乙冂几刀卜小兀彐心母民竹虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
"""Of the supplement of radicals, for which Unicode has no decomposition, those that stand for a character of their own."""

_IDEOGRAPHS = _RADICALS | {
    chr(code): plain for code in _COMPATIBLE if len(plain := normalize("NFKC", chr(code))) == 1
}
_WIDE = {chr(code + 0xFEE0): chr(code) for code in (*range(48, 58), *range(65, 91), *range(97, 123))}

LOOK_ALIKES = _IDEOGRAPHS | _WIDE
"""Look-alikes, full-width letters and digits -> the common character; no other change of normal forms."""

_TO_COMMON = str.maketrans(_IDEOGRAPHS)


def common(text: str) -> str:
    """The text with the common character for every look-alike."""
    return text.translate(_TO_COMMON)


def pointed_out(text: str) -> str:
    """The text with the code of every look-alike behind it, so that a reader sees which it is."""
    return "".join(
        f"{letter}（字符U+{ord(letter):04X}）" if letter in _IDEOGRAPHS else letter for letter in text
    )
