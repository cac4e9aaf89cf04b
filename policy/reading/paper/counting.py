"""Numbers as the list formats of Word write them (ECMA-376 Part 1 §17.18.59)."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "hindiVowels": "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
}  # in the order in which Word counts with them
_SAME_LETTERS = {
    "aiueo": "aiueoFullWidth",
    "decimalEnclosedCircleChinese": "decimalEnclosedCircle",
    "ideographEnclosedCircle": "decimalEnclosedCircle",
}
_DIGITS = {
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
    "koreanDigital2": "零一二三四五六七八九",
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
}
_COUNTED = {
    "japaneseCounting": ("一二三四五六七八九", "十百千"),
    "chineseCounting": ("一二三四五六七八九", "十百千"),
    "chineseCountingThousand": ("一二三四五六七八九", "十百千"),
    "taiwaneseCounting": ("一二三四五六七八九", "十百千"),
    "taiwaneseCountingThousand": ("一二三四五六七八九", "十百千"),
    "chineseLegalSimplified": ("壹贰叁肆伍陆柒捌玖", "拾佰仟"),
    "ideographLegalTraditional": ("壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "japaneseLegal": ("壱弐参四伍六七八九", "拾百阡"),
    "koreanCounting": ("일이삼사오육칠팔구", "십백천"),
}
_WRITES_ONE = frozenset({"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"})  # before ten, too
_HEBREW = ("אבגדהוזחט", "יכלמנסעפצ", "קרשת")
_MOST = 9  # times a letter is repeated
_TEN_THOUSAND = 10_000


def written(number: int, form: str) -> str:
    """A number as this format writes it; in figures, where that is not known."""
    form = _SAME_LETTERS.get(form, form)
    if form in _LETTERS:
        return _lettered(number, _LETTERS[form])
    if form in _DIGITS:
        return "".join(_DIGITS[form][int(figure)] for figure in str(number))
    if form in _COUNTED and 0 < number < _TEN_THOUSAND:
        return _counted(number, *_COUNTED[form], form in _WRITES_ONE)
    match form:
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case "hebrew1" if 0 < number < 500:
            return _hebrew(number)
        case _:
            return str(number)


def _lettered(number: int, letters: str) -> str:
    """Word counts a to z, then aa, bb: the letter repeated."""
    times, at = divmod(max(number, 1) - 1, len(letters))
    return letters[at] * (min(times, _MOST) + 1)


def _roman(number: int) -> str:
    words = ""
    for value, sign in (*_ROMAN, *_SMALL_ROMAN):
        times, number = divmod(number, value)
        words += sign * min(times, _MOST)
    return words


def _counted(number: int, digits: str, tens: str, writes_one: bool) -> str:
    """As it is spoken: twenty-three is two ten three, and ten has no one before it."""
    words = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            has_digit = digit > 1 or place == 0 or writes_one
            words += (digits[digit - 1] if has_digit else "") + (tens[place - 1] if place else "")
    return words


def _hebrew(number: int) -> str:
    """By the values of the letters; fifteen and sixteen are nine and six or seven, not letters of the name of God."""
    ones, tens, hundreds = _HEBREW
    rest = number % 100
    if rest in {15, 16}:
        end = ones[8] + ones[rest - 10]
    else:
        end = (tens[rest // 10 - 1] if rest >= 10 else "") + (ones[rest % 10 - 1] if rest % 10 else "")
    return (hundreds[number // 100 - 1] if number >= 100 else "") + end
