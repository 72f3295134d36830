"""Names as different outlets spell them: one spelling folded, rival transliterations told to be the same.

Three strengths, each a pure function of the strings:

    fold        the same letters, whatever the case, accents, punctuation, apostrophes and script
    slavic_key  the same name under Ukrainian, Russian, Polish, German and French habits of transliteration
    same_name   how likely two names are spellings of one, between 0 and 1

`slavic_key` is for finding candidates: it joins more than is the same (one key for Pokrovske and Pokrovskoye, but also
for a few unlike names). Whoever decides looks further: `same_name`, a first name, an oblast, the report's other places.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

_APOSTROPHES: Final = re.compile(r"['’‘ʼʹ`´′ʻ＇\"“”„]")
_NOT_WORD: Final = re.compile(r"[^0-9a-z]+")
# anyascii writes these as English readers would not: й as "y", soft signs as marks, Ukrainian и as Russian и.
_CYRILLIC: Final = str.maketrans(
    {
        "ь": "", "Ь": "", "ъ": "", "Ъ": "", "ё": "yo", "Ё": "Yo", "є": "ye", "Є": "Ye", "ї": "yi", "Ї": "Yi",
        "щ": "shch", "Щ": "Shch", "ґ": "g", "Ґ": "G", "ў": "w", "Ў": "W",
    }
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in lower-case ASCII words, one space apart, without accents, punctuation or apostrophes.

    Other scripts are spelt out in Latin letters, so that a Cyrillic name meets its transliterations.

    >>> fold("Mar'yinka"), fold("SÃO  Tomé"), fold("Бахмут")
    ('maryinka', 'sao tome', 'bakhmut')
    """
    if name.isascii():
        plain = name.lower().replace("'", "").replace('"', "").replace("`", "")
    else:
        plain = _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", name).translate(_CYRILLIC))).lower()
    return _NOT_WORD.sub(" ", plain).strip()


# Stems that Ukrainian and Russian spell too differently for a sound rule. Source: the two languages' own forms of the
# same name (first names, and adjectives that place names are made of).
_STEMS: Final[tuple[tuple[str, str], ...]] = (
    ("konstant", "kostiant"), ("konstyant", "kostiant"), ("konstiant", "kostiant"),
    ("aleks", "oleks"), ("alexand", "oleksand"), ("olexand", "oleksand"),
    ("nikola", "mykola"), ("nikolo", "mykolo"), ("nikolsk", "mykilsk"), ("vladimir", "volodymyr"),
    ("wladimir", "volodymyr"), ("volodimir", "volodymyr"), ("dmitri", "dmytro"), ("dmitry", "dmytro"),
    ("dimitr", "dmytr"), ("volch", "vovch"), ("volk", "vovk"), ("dolg", "dovh"), ("tolst", "tovst"), ("zhelt", "zhovt"),
    ("zholt", "zhovt"), ("kamenk", "kamiank"), ("kamensk", "kamiansk"), ("kamenn", "kamiann"),
    ("kamenets", "kamianets"),
    ("znamen", "znamian"), ("dneprov", "dniprov"), ("sergei", "serhii"), ("sergey", "serhii"), ("sergej", "serhii"),
    ("serhei", "serhii"), ("andrei", "andrii"), ("andrey", "andrii"), ("andrej", "andrii"), ("alexei", "oleksii"),
    ("alexey", "oleksii"), ("oleksei", "oleksii"), ("evgen", "yevhen"), ("eugen", "yevhen"), ("yevgen", "yevhen"),
    ("pavel", "pavlo"), ("pyotr", "petr"), ("osipen", "osypen"), ("vasilie", "vasylii"),
    ("slavian", "slovian"), ("slavyan", "slovian"), ("akhtyr", "okhtyr"), ("kozyat", "koziat"), ("kazat", "koziat"),
    ("balakle", "balakli"), ("yasinovat", "yasynuvat"), ("tatian", "tetian"), ("tatyan", "tetian"),
    ("shakhter", "shakhtar"), ("shakhtyor", "shakhtar"), ("starokonstant", "starokostiant"),
    ("starokonstiant", "starokostiant"), ("olshan", "vilshan"), ("zholkv", "zhovkv"),
    ("siverskodonets", "siverodonets"), ("severskodonets", "siverodonets"), ("sieverskodonets", "siverodonets"),
)  # fmt: skip
# A few whole words in which one language has lost or gained a vowel, or whose two forms are different words; and two
# countries by their English names.
_WORDS: Final[dict[str, str]] = {
    "dnepr": "dnipro", "dniepr": "dnipro", "dnieper": "dnipro", "oleg": "oleh", "alyona": "olena", "tserkov": "tserkva",
    "mikhail": "mykhailo", "mihail": "mykhailo", "daniil": "danylo", "kirill": "kyrylo", "filipp": "pylyp",
    "nikita": "mykyta", "nikolai": "mykola", "nikolay": "mykola", "nikolaj": "mykola",
    "mykolay": "mykola", "elena": "olena", "yelena": "olena", "anna": "hanna", "ilya": "illia", "ilia": "illia",
    "daria": "dariia", "dmitriy": "dmytro", "dmitrii": "dmytro", "dmitrij": "dmytro",
    "iosif": "yosyp", "osip": "yosyp", "malenkaya": "mala", "bolshaya": "velyka", "bolshoy": "velykyi",
    "bolshoye": "velyke", "bolshoe": "velyke", "bolshie": "velyki", "verkhnee": "verkhnie", "kremenchug": "kremenchuk",
    "yekaterina": "kateryna", "ekaterina": "kateryna", "petr": "petro", "kiril": "kyrylo",
    "evgeny": "yevhen", "evgeniy": "yevhen", "evgenii": "yevhen", "yevgeny": "yevhen", "yevgeniy": "yevhen",
    "evgenij": "yevhen", "nikolaev": "mykolaiv", "nikolayev": "mykolaiv", "nemiroff": "nemyriv", "zarya": "zoria",
    "romanoff": "romaniv", "romanof": "romaniv",
    "filip": "pylyp", "philip": "pylyp", "phillip": "pylyp", "alena": "olena", "ukraine": "ukraina", "crimea": "krym",
}  # fmt: skip

_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        ("x", "ks"),
        ("q", "k"),
        ("w", "v"),
        # sibilants, longest first; capitals keep a result from being read again
        ("shtsh|szcz|schtsch|shch|stch|sch|shh|shc", "S"),
        ("tsch|tch|cz|ch(?=[aeiouy]|$|[nkrv])", "C"),
        ("ch", "h"),  # before other consonants ch is the German and Polish x: Bachmut
        ("sh|sz", "S"),
        # Polish rz stands first or after a stop: Vorzel and Rzhyshchiv have an r
        ("zh|(?<![^bdgkpt])rz(?!h)|j(?=[bdghklmnrtvz])|j(?=yt|it)", "Z"),
        ("dz(?=h)", "d"),
        ("ts|tz|cz|(?<=[iy])c(?=[aeiy])|c(?=[eiy])|c(?=k$)|c(?=ka$)", "c"),
        ("kh|gh|g", "h"),
        ("ph|f", "f"),
        ("j", "y"),
        # the glide in ia, ya, iu, yu; Vinnytsia and Vinnitsa are one
        ("(?<=[^aeiouy])(?:iya|iia|yia|yya)$", "I"),
        ("(?<=c)[iy]a", "a"),
        ("(?<=[^aeiouy])[iy]a$", "I"),  # the neuter of Zaporizhzhia, -ye in Russian
        ("(?:aya|aia|aja|a)$", "A"),
        ("[iy]+(?=[au])", ""),
        # Kharkiv and Kharkov, Pisky and Peski, Kyiv and Kiev: i, y, e, o and their runs are one letter
        ("[iyeo]+", "I"),
        ("I+", "I"),
        ("^vu", "u"),
        ("(?<=.)I?y$", "I"),
    )
)
_DOUBLED: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def _word_key(word: str) -> str:
    """The key of one folded word."""
    word = _WORDS.get(word, word)
    for stem, into in _STEMS:
        if stem in word and (word.startswith(stem) or len(stem) > 5):
            word = word.replace(stem, into, 1)
            break
    for pattern, into in _RULES:
        word = pattern.sub(into, word)
    return _DOUBLED.sub(r"\1", word.lower())


@lru_cache(maxsize=65536)
def slavic_key(name: str) -> str:
    """A key that rival transliterations of one name share; "" for a name without letters or digits.

    >>> slavic_key("Vuhledar") == slavic_key("Ugledar"), slavic_key("Svatove") == slavic_key("Svatovo")
    (True, True)
    """
    return " ".join(_word_key(word) for word in fold(name).split())


_BY_KEY: Final = 0.97
"""Likeness of two words that only their keys make equal."""
_OTHER_ENDING: Final = 0.7
"""Likeness of two words that differ in the last vowel alone."""
_INITIAL: Final = 0.85
"""Likeness of a word and its initial."""
_BY_EAR: Final = 0.8
"""Likeness of two long words that only one letter of their keys tells apart, and not to the ear."""
_LONG: Final = 6
"""A key of so many letters is long enough for one slip in it."""
_NEIGHBOURS: Final = str.maketrans("zcpdkfg", "ssbthvh", "aiu")
"""Consonants made at one place in the mouth, written for each other by ear; vowels are dropped."""


def consonants(key: str) -> str:
    """What two keys of `slavic_key` share if they are one name by ear: the consonants, and a vowel at the beginning."""
    return key[0] * (key[0] in "aiu") + _DOUBLED.sub(r"\1", key.translate(_NEIGHBOURS).replace("sh", "s"))


def _token_likeness(a: str, b: str) -> float:
    """How alike two folded words are: 1 equal, 0.97 equal under the Slavic key, else by letters changed."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) == 1:
        return _INITIAL if a[0] == b[0] else 0.0
    first, second = _word_key(a), _word_key(b)
    if first == second:
        return _BY_KEY
    if len(first) > 3 and first.rstrip("ai") == second.rstrip("ai"):
        return _OTHER_ENDING  # Podolyak and Podolyaka, Zaluzhnyi and Zaluzhna: another surname, or another person of it
    return _letters(a, b)


def _lone_likeness(a: str, b: str) -> float:
    """How alike two folded words are when no other word of the names vouches for them.

    One letter more or less is then most often another name (Nosivka and Sosnivka, Maryna and Daryna, Sudan and Sedan).
    Only what ear and pen confuse is let pass: one vowel inside a long word, or a consonant for its neighbour in the
    mouth (Vorzel and Vorsel); the consonants must otherwise be the same.
    """
    likeness = _token_likeness(a, b)
    if likeness >= _BY_KEY or likeness == _OTHER_ENDING:
        return likeness
    first, second = _word_key(a), _word_key(b)
    if min(len(first), len(second)) < _LONG or consonants(first) != consonants(second):
        return min(likeness, _OTHER_ENDING)
    return max(likeness, _BY_EAR if DamerauLevenshtein.distance(first, second) == 1 else 0.0)


def _letters(a: str, b: str) -> float:
    """Likeness by edits: a slip in a long word weighs less than one in a short word."""
    edits = DamerauLevenshtein.distance(a, b)
    longest = max(len(a), len(b))
    if edits > 1 + longest // 6:
        return 0.0
    return max(0.0, 0.6 * (1 - edits / longest) + 0.4 * JaroWinkler.similarity(_word_key(a), _word_key(b)))


def _aligned(a: list[str], b: list[str]) -> list[tuple[str, str, float]]:
    """The words of the shorter name, each with its best partner in the longer one, best pairs first."""
    likeness = _lone_likeness if len(a) == 1 else _token_likeness
    pairs = sorted(
        ((likeness(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for score, i, j in pairs:
        if score > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((a[i], b[j], score))
    return found


_FORMS: Final = frozenset(
    {
        "inc", "incorporated", "llc", "ltd", "limited", "co", "corp", "corporation", "company", "gmbh", "ag",
        "sa", "sarl", "plc", "nv", "bv", "spa", "as", "oao", "ooo", "zao", "pao", "jsc", "ojsc", "cjsc", "the",
        "of", "and", "de", "al", "el", "bin", "ibn", "von", "van", "da", "mr", "mrs", "dr", "general", "gen",
        "col", "sir"
    }
)  # fmt: skip
"""Words that tell no two names apart: legal forms, particles, titles."""
_ADJECTIVE: Final = "(?:a|ay?a|aia|aja|ia|e|[oy]y?e|oie|i|ie|iy|ii|y|yi|yy|yj|o|oy|oi)"
"""Its endings, as Ukrainian and Russian have them and as they are transliterated."""
_TELLING: Final = re.compile(
    r"\d+|i{2,3}|iv|vi{1,3}|ix|new|old|upper|lower|north|south|east|west|northern|southern|eastern|western|junior|jr|"
    rf"(?:nov|star|vel[iy]k|mal|verkhn|n[iy]zhn){_ADJECTIVE}"
)
"""Words whose lack makes another name: Nova Kakhovka is not Kakhovka, nor the 3rd Brigade the brigade."""


def _lacks_telling(words: list[str], matched: list[str]) -> bool:
    """Whether one of the words that no word of the other name stands for is one that makes another name."""
    return any(word not in matched and _TELLING.fullmatch(word) for word in words)


def same_name(a: str, b: str) -> float:
    """How likely `a` and `b` are two spellings of one name, 0 to 1; 0.75 and more can be taken as the same.

    Words are matched in any order; a name may leave out words that the other has ("Putin", "Vladimir Putin") at a
    price, and a word that stands against an unlike word at the same place speaks against it. A lone word must agree
    under the Slavic key or nearly so, initials alone are not enough, and no word that makes another name (new, upper,
    a number) may be left out.
    """
    if not fold(a) or not fold(b):
        return 0.0
    if fold(a) == fold(b) or fold(a).replace(" ", "") == fold(b).replace(" ", ""):
        return 1.0
    first = [w for w in fold(a).split() if w not in _FORMS] or fold(a).split()
    second = [w for w in fold(b).split() if w not in _FORMS] or fold(b).split()
    if (len(first), first) > (len(second), second):
        first, second = second, first
    found = _aligned(first, second)
    matched = sum(score * len(x) for x, _, score in found)
    short = sum(len(x) for x in first)
    spare = sum(len(y) for y in second) - sum(len(y) for _, y, _ in found)
    worst = min((score for _, _, score in found), default=0.0) if len(found) == len(first) else 0.0
    cover = matched / short
    initials_alone = all(x != y and min(len(x), len(y)) == 1 for x, y, _ in found)
    if initials_alone or _lacks_telling(second, [y for _, y, _ in found]):
        cover = min(cover, _OTHER_ENDING)
    return round(max(0.0, min(cover, 0.5 + 0.5 * worst) - 0.12 * min(1.0, spare / short)), 4)
