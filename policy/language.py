"""Which language a passage is written in: by script first, then by its commonest small words."""

import re
import struct
from functools import cache
from math import lcm

_ENOUGH = 3  # small words (or a script of its own) below which a text is too short to tell
_WINDOWS, _WINDOW = 24, 500  # samples of so many characters: a version of a tenth of the text is in two of them
_PURE = 20  # one small word in so many may be of another language: quotations, names, addresses
_HALVES = 5  # two scripts that each write a fifth of the signs are two versions of a text
_SAMPLE = 2000  # characters looked at: more hardly ever changes an answer and costs time

# Letters that only one of our languages (or one family, told apart below) writes.
_SCRIPTS: tuple[tuple[str, str], ...] = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("el", "\u0370-\u03ff"),
    ("th", "\u0e00-\u0e7f"),
    ("hi", "\u0900-\u097f"),
    ("bn", "\u0980-\u09ff"),
    ("ta", "\u0b80-\u0bff"),
    ("te", "\u0c00-\u0c7f"),
    ("ka", "\u10a0-\u10ff"),
    ("hy", "\u0530-\u058f"),
    ("cyrillic", "\u0400-\u04ff"),
    ("latin", "A-Za-z\u00c0-\u024f\u1e00-\u1eff"),
)
_LETTERS = tuple((name, re.compile(f"[{ranges}]")) for name, ranges in _SCRIPTS)

_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ud7ff]")

_LATIN = re.compile("[A-Za-z]")

_SMALL_WORDS: dict[str, dict[str, str]] = {
    "cyrillic": {
        "ru": "и в на с мы вы по для или не что как это от из к о за при наши вас вам ваши если может быть также "
        "которые данных персональных является его их она они нас нам был были будет будут нет где когда чтобы чтоб "
        "до во со об этом этого этих этой которая который которого только можете можем ваших вашей вашу вашего любой "
        "другие без после согласия",
        "uk": "і в на з ми ви по для або не що як це від із до про за при наші вас вам ваші якщо може бути також які "
        "даних є та у",
        "bg": "и в на с ние вие по за или не че как това от към при нашите вас ви вашите ако може да бъде също които "
        "данни е се ще са",
        "sr": "и у на са ми ви по за или не да како то од из до о при наше вас вам ваше ако може бити такође које "
        "података је се су",
        "mk": "и во на со ние вие за или не дека како од до по при што се е ги го да ќе ако може исто така кои која "
        "податоци вашите нашите ваши наши лични користиме овие оваа",
    },
    "latin": {
        "en": "the and of to in we you your our or for is are that this with by on be as may will not from any if it "
        "have when which use a an at do so no me but was has been can would should their they also other us its",
        "id": "dan yang untuk dengan kami anda atau pada dari ini dalam tidak kepada akan dapat di oleh adalah "
        "informasi sebagai lain setiap jika tersebut telah pengguna karena bisa layanan pribadi bagi pihak itu "
        "bagaimana seperti serta hanya tentang saat ketika juga agar",
        "ms": "dan yang untuk dengan kami anda atau pada dari ini dalam tidak kepada akan boleh di oleh adalah "
        "maklumat sebagai lain setiap jika tersebut telah pengguna kerana bagi daripada ialah pihak serta seperti "
        "semasa perkhidmatan peribadi sahaja hanya tentang mana-mana itu",
        "fr": "le la les de des et du un une vous nous vos nos votre notre ou pour dans en est sont que qui par sur "
        "avec au aux ce cette ces pas être à données il elle leur leurs ses sa son se afin lorsque peut peuvent "
        "pouvons cet aussi ainsi lors dont cela aucun toute tout tous",
        "de": "der die das und von zu den dem des ein eine einer wir sie ihre ihrer unsere oder für im in ist sind "
        "dass mit auf nicht werden durch bei wird auch nach daten",
        "es": "el la los las de y del un una usted nosotros sus su nuestro nuestra o para en es son que con por se "
        "al no esta este datos como más si cuando lo sobre sin puede podemos pueden también ser ha han nuestros "
        "nuestras otros otras cualquier entre desde hasta tu tus te le les estos estas",
        "pt": "o a os as de e do da dos das um uma você nós seus suas nosso nossa ou para em é são que com por se ao "
        "não esta este dados como mais no na seu sua nas nos aos às pelo pela pelos pelas pode podemos podem também "
        "até sem foi ser quando lhe deste desta isso está qualquer nossos nossas sobre entre",
        "it": "il lo la i gli le di e del della dei delle un una voi noi vostri nostro nostra o per in è sono che "
        "con da si al non questa questo dati come più nel ai agli alle nella nei nelle anche può possono possiamo "
        "quando sua suo loro tuoi tue tuo tua questi queste sul sulla sui tra qualsiasi ogni ed",
        "nl": "de het een en van in wij u uw onze of voor is zijn dat die met op niet door bij worden deze dit ook aan "
        "te gegevens kunnen we je als",
        "ca": "el la els les de i del un una vostè nosaltres seves seu nostra o per en és són que amb es al no "
        "aquesta aquest dades com més si quan dels pel pels als hem heu vostra vostre vostres seva seus també pot "
        "poden podem aquests aquestes sobre sense fins qualsevol vosaltres ha",
        "sv": "och att det som en ett av vi du din våra eller för i är på med om inte till den dina kan från har när "
        "uppgifter vår ditt",
        "da": "og at det som en et af vi du din vores eller for i er på med om ikke til den dine kan fra har når "
        "oplysninger vil dit af dig jer os hvordan efter hvis oplysningerne personoplysninger",
        "no": "og å det som en et av vi du din våre eller for i er på med om ikke til den dine kan fra har når "
        "opplysninger vil ditt av deg dere oss hvordan etter opplysningene personopplysninger",
        "fi": "ja on ei että tai me te se joka sekä voi kun jos ovat myös sinun meidän mukaan tietoja käytämme sen "
        "niiden olla jotka joita jonka sinä meille kuin voimme voit sinulle niin ole hän tämä tämän käyttää kanssa "
        "vain varten jossa joiden",
        "pl": "i w na z się do nie że lub oraz my dla jest są przez od po jak to które państwa danych może ich jego "
        "być za o tych tego tym też jeśli gdy tylko mogą będą naszych twoje twoich swoich państwu dane osobowe "
        "osobowych oraz przez możesz masz prawo nasze nasza niniejsza niniejszej której który którzy prosimy",
        "cs": "a v na s se do že nebo my pro je jsou od po jak to které vaše údaje může být za o k z při také jako "
        "ve který která těchto toho jejich jsme jste můžete můžeme není ani aby ze ke pokud vás vám nás nám naše "
        "našich i než jen tyto této tím",
        "sk": "a v na s sa do že alebo my pre je sú od po ako to ktoré vaše údaje môže byť za o k z pri tiež",
        "hr": "i u na s se do da ili mi za je su od po kao to koje vaše podataka može biti o k iz pri također ako",
        "sl": "in v na s se do da ali mi za je so od po kot to ki vaše podatkov lahko biti o k iz pri tudi če",
        "hu": "a az és hogy nem vagy mi is egy az ön adatok van meg ha által valamint illetve azt lehet személyes "
        "amely kell ezek azok ez ezt ennek annak csak mint amelyek amelyet akkor adott során szerint esetén alapján "
        "ki be el jelen önnek önt minket számára részére után érdekében történő",
        "ro": "și de la în să cu o un pe nu sau care pentru este sunt din prin noi dumneavoastră date mai ale cele al "
        "dacă poate fi",
        "tr": "ve bir bu için ile veya olarak da de biz siz kişisel verilerin olan tarafından gibi daha değil ya "
        "ancak her kadar sizin",
        "vi": "và của các cho chúng tôi bạn hoặc trong với được không là có những này khi về từ để thông tin người "
        "dùng",
        "et": "ja on ei et või me te see mis kui ka oma teie meie ning isikuandmete võib olla selle kohta",
        "lv": "un ir ne ka vai mēs jūs tas kas ja arī savu jūsu mūsu datu var būt par no ar uz",
        "lt": "ir yra ne kad ar mes jūs tai kurie jei taip pat jūsų mūsų duomenų gali būti apie iš su į",
    },
}

# Small words that a language has as well, though they tell another one: they do not count against it.
_ALSO: dict[str, str] = {
    "fr": "ne son si a il se non sa date y mis mais on met mes je me là",
    "de": "an um als es so per er da du was ich also je mai",
    "es": "a lo nos le te ha ya mi ve me si da dos",
    "pt": "a lo nos te me se já mas",
    "it": "a se su ha vi te ne qui mai",
    "nl": "om kan er dan na per al do af",
    "da": "der os de have kun del per op da",
    "no": "der de kun del per da",
    "sv": "de den vi per",
    "cs": "ve si i by u ale",
    "ro": "a le ce ne ar se",
    "hu": "de e más ki be el le",
}


def language_of(text: str) -> str | None:
    """The BCP 47 primary subtag; None: too short, or no language we know."""
    sample = text[:_SAMPLE]
    script = _script(sample)
    if script is None:
        return None
    languages, weights = _weights(script)
    if not languages:
        return script
    folded = sample.casefold()
    words = (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)
    known = [weight for word in words if (weight := weights.get(word))]
    if len(known) < _ENOUGH:
        return None
    totals = _unpacked(sum(known), len(languages))
    return languages[totals.index(max(totals))]


def is_of_one_language(text: str) -> bool:
    """Whether hardly any small word in it belongs to another language than most do; a cheap look at samples of a long
    text, so that it need not be looked at piece by piece. False for scripts without small words of ours."""
    if len(text) > _WINDOWS * _WINDOW:
        step = len(text) // _WINDOWS
        text = " ".join(text[at : at + _WINDOW] for at in range(0, len(text), step))
    foreign = _signs_not_latin(text)
    if foreign * _PURE > len(text) and foreign * 3 < len(text):
        return False
    if foreign * _HALVES > len(text) and len(_LATIN.findall(text)) * _HALVES > len(text):
        return False
    languages, users = _users(_script(text[:_SAMPLE]) or "")
    # Small words seldom touch punctuation.
    known = [*filter(None, map(users.get, text.casefold().split()))]
    total = len(known)
    if total < _ENOUGH:
        return False
    spoken = _unpacked(sum(known), len(languages))
    return (total - max(spoken)) * _PURE <= total


_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[a-z]+")  # the same, found twice as fast


def _signs_not_latin(text: str) -> int:
    is_latin = len(text.encode("latin-1", "ignore")) == len(text)
    return 0 if is_latin else len(_NOT_LATIN.findall(text))


def _script(sample: str) -> str | None:
    """The script of most letters; kana anywhere in number make Han characters Japanese."""
    foreign = _signs_not_latin(sample)
    if foreign * 4 < len(sample):
        return "latin" if foreign < len(sample) - _ENOUGH else None
    counts = {name: len(letters.findall(sample)) for name, letters in _LETTERS}
    if counts["ja"] * 10 > counts["zh"] and counts["ja"] >= _ENOUGH:
        counts["ja"] += counts.pop("zh")
    # A Han, kana or Hangul sign carries about as much as two letters.
    best = max(counts, key=lambda name: counts[name] * (2 if name in {"ja", "zh", "ko"} else 1))
    return best if counts[best] >= 2 * _ENOUGH else None


@cache
def _weights(script: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """The languages of a script, and what each small word weighs for all of them: one long number with 32 bits for each
    language, so that adding numbers adds up all languages at once. A word weighs the same in all, shared among them."""
    vocabulary = _vocabulary(script)
    languages = tuple(sorted({language for spoken in vocabulary.values() for language in spoken}))
    places = {language: 32 * place for place, language in enumerate(languages)}
    whole = lcm(*map(len, vocabulary.values()))  # times the words of a sample: far below 32 bits
    return languages, {
        word: sum(whole // len(spoken) << places[language] for language in spoken)
        for word, spoken in vocabulary.items()
    }


@cache
def _users(script: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """The languages of a script, and who uses each small word at all, in the same form: a word counts once for each."""
    vocabulary = _vocabulary(script)
    languages, _ = _weights(script)
    places = {language: 32 * place for place, language in enumerate(languages)}
    also = {language: frozenset(_ALSO.get(language, "").split()) for language in languages}
    return languages, {
        word: sum(1 << places[one] for one in languages if one in spoken or word in also[one])
        for word, spoken in vocabulary.items()
    }


def _unpacked(number: int, languages: int) -> tuple[int, ...]:
    return struct.unpack(f"<{languages}I", number.to_bytes(4 * languages, "little"))


@cache
def _vocabulary(script: str) -> dict[str, tuple[str, ...]]:
    """Each small word with the languages that use it: the fewer share it, the more it tells."""
    users: dict[str, list[str]] = {}
    for language, words in _SMALL_WORDS.get(script, {}).items():
        for word in sorted(set(words.split())):
            users.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in users.items()}
