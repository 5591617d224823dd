"""Regular forms of the words that relata's ontology and `verbs.txt` name.

The treebanks show few of the verbs that news turns on; their forms are spelt
out here so that the tables of lemmas know them.
"""
import re
from pathlib import Path

HERE = Path(__file__).parent
ONTOLOGY = HERE / "../../ontology"
VOWELS = "aeiou"

#: Verbs of several syllables that double their last consonant. Those in -l are spelt both ways anyway.
DOUBLED = set("""abet abhor abut acquit admit airdrop allot backlog befit beset commit concur confer debar defer demur deter disbar emit
    equip gun-run handicap hobnob incur infer inter kidnap leapfrog machine-gun medevac omit outbid outfit outgun permit prefer readmit
    rebut recommit recur refer refit regret remit resit reship submit transfer transmit unban unplug unzip wiretap worship""".split())


def stems(verb: str) -> list[str]:
    """What "-ed" and "-ing" are put to: "bar" gives "barr", "signal" both "signall" and "signal"."""
    if len(verb) < 3 or verb[-1] in VOWELS + "wxyhk" or verb[-2] not in VOWELS or verb[-3] in VOWELS and verb[-3:-1] != "ui":
        return [verb]
    if len(re.findall(r"[aeiouy]+", verb)) == 1 or verb in DOUBLED:
        return [verb + verb[-1]]
    return [verb + verb[-1], verb] if verb.endswith("l") else [verb]


def third_person(word: str) -> str:
    """Of verbs; also the plural of nouns."""
    if word.endswith("y") and word[-2] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def verb_forms(verb: str) -> list[tuple[str, str]]:
    """Pairs of form and xpos."""
    out = [(verb + "es" if verb.endswith("o") else third_person(verb), "VBZ")]
    for stem in stems(verb):
        if verb.endswith("y") and verb[-2] not in VOWELS:
            past = verb[:-1] + "ied"
        else:
            past = stem + ("d" if verb.endswith("e") else "ed")
        silent = verb.endswith("e") and not verb.endswith(("ee", "oe", "ye"))
        going = (verb[:-2] + "y" if verb.endswith("ie") else verb[:-1] if silent else stem) + "ing"
        out += [(past, "VBD"), (past, "VBN"), (going, "VBG")]
    return out


def plural(noun: str) -> str:
    person = noun.endswith("man") and noun not in ("human", "german", "roman", "ottoman", "talisman", "shaman")
    return noun[:-2] + "en" if person else third_person(noun)


def words(texts: list[str], pattern: str) -> list[str]:
    """The words that a pattern finds, `|` dividing them; of "carry+out" the first, of "credit_line" the last."""
    found = {word.strip().split("+")[0].split("_")[-1] for text in texts for group in re.findall(pattern, text) for word in group.split("|")}
    return sorted(word for word in found if re.fullmatch(r"[a-z]+(-[a-z]+)*", word) and len(word) > 2)


def known_forms(irregular: set[str]) -> dict[tuple[str, str, str], str]:
    """Form, upos and xpos to lemma. Of the irregular words only the forms that are not listed elsewhere."""
    def read(*patterns: str) -> list[str]:
        # Comments are no patterns.
        return [re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.M)
                for pattern in patterns for path in sorted(ONTOLOGY.glob(pattern))]

    frames = read("frames/*.ttl", "contexts.ttl")
    verbs = set(words(frames, r'"([^":.]+)\.v\b')) | set(words([re.sub(r"#.*", "", (HERE / "verbs.txt").read_text(encoding="utf-8"))], r"\S+"))
    nouns = set(words(frames, r'"([^":.]+)\.n\b')) | set(words(read("lists/*.ttl"), r'"([^"]+)"'))
    out = {}
    for verb in sorted(verbs):
        for form, xpos in verb_forms(verb):
            if verb not in irregular or xpos in ("VBG", "VBZ"):
                out.setdefault((form, "VERB", xpos), verb)
    for noun in sorted(nouns - irregular):
        if not noun.endswith("s") or noun.endswith(("ss", "us")):
            out.setdefault((plural(noun), "NOUN", "NNS"), noun)
    return out
