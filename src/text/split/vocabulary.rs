//! The closed lists that splitting goes by: what the spelling alone cannot tell.

/// Titles and other abbreviations that a name, a number or a place follows: their full stop never ends a sentence.
const BEFORE_NAMES: &[&str] = &[
    "adm", "amb", "atty", "brig", "capt", "cmdr", "col", "comdr", "cpl", "det", "dr", "drs", "fig", "figs", "fr", "ft", "gen",
    "gov", "govs", "hon", "insp", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "nos", "ofc",
    "pp", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "st", "sts", "supt", "vol", "vs",
];

/// Abbreviations that may stand at the end of a sentence and keep their full stop even there.
const ANYWHERE: &[&str] = &[
    "al", "approx", "apr", "arrv", "assn", "assoc", "attn", "aug", "ave", "blvd", "bldg", "bros", "ca", "cf", "co", "corp",
    "dec", "dept", "dist", "ed", "eds", "eg", "esp", "est", "etc", "ext", "feb", "govt", "hrs", "hwy", "ie", "inc", "intl",
    "jan", "jr", "jul", "lb", "lbs", "llc", "lp", "ltd", "mfg", "mins", "misc", "nov", "oct", "oz", "ph", "pls", "plc", "ps",
    "pt", "rd", "rec", "ret", "sept", "sep", "sq", "sr", "tel", "thur", "thurs", "tue", "tues", "univ", "viz", "wed", "yrs",
];

/// Abbreviations that are common words in lower case.
const CAPITALIZED: &[&str] =
    &["Fri", "Mar", "Mon", "Sat", "Sun", "La", "Va", "Pa", "Ga", "Fla", "Calif", "Tex", "Mass", "Ont", "Ore"];

/// Abbreviations only before a number.
const BEFORE_NUMBERS: &[&str] = &["no", "p", "para", "sec", "ch", "art", "v", "nr", "op"];

/// First parts of words that no hyphen divides: "anti-government" is one word, "government-led" is three.
const PREFIXES: &[&str] = &[
    "anti", "arch", "bi", "co", "counter", "cross", "cyber", "de", "e", "ex", "extra", "hyper", "inter", "intra", "mega", "meta",
    "micro", "mid", "mini", "mis", "multi", "neo", "non", "over", "pan", "para", "post", "pre", "pro", "proto", "pseudo",
    "psycho", "quasi", "re", "semi", "socio", "sub", "super", "trans", "tri", "ultra", "un", "under",
];

/// What may follow a number without a blank and is a word of its own.
const UNITS: &[&str] = &[
    "AM", "B", "GB", "GHz", "GW", "Hz", "K", "KB", "KM", "M", "MB", "MHz", "MM", "MW", "PM", "TB", "a.m.", "am", "b", "bn", "cm",
    "f", "ft", "g", "gb", "ha", "hh", "hp", "hr", "hrs", "in", "k", "kb", "kg", "kHz", "km", "kph", "kW", "kWh", "l", "lb",
    "lbs", "m", "mb", "mg", "mi", "mil", "min", "mins", "ml", "mm", "mn", "mph", "oz", "p", "p.m.", "pc", "pm", "px", "sec",
    "secs", "sq", "t", "tn", "trn", "tr", "w", "watt", "x", "yd", "yrs",
];

/// Words written as one that are two, and the length of the first.
const FUSED: &[(&str, usize)] = &[
    ("cannot", 3),
    ("gonna", 3),
    ("gotta", 3),
    ("wanna", 3),
    ("gimme", 3),
    ("lemme", 3),
    ("outta", 3),
    ("dont", 2),
    ("didnt", 3),
    ("doesnt", 4),
    ("couldnt", 5),
    ("wouldnt", 5),
    ("shouldnt", 6),
    ("isnt", 2),
    ("wasnt", 3),
    ("arent", 3),
    ("werent", 4),
    ("havent", 4),
    ("hasnt", 3),
    ("hadnt", 3),
    ("aint", 2),
    ("cant", 2),
    ("wont", 2),
    ("im", 1),
    ("ive", 1),
    ("youre", 3),
    ("youll", 3),
    ("theyre", 4),
    ("thats", 4),
    ("whats", 4),
    ("theres", 5),
];

/// Ends of addresses and of names of files, after the last full stop.
const ADDRESS_ENDS: &[&str] = &[
    "ac", "ai", "app", "au", "be", "biz", "br", "ca", "ch", "cn", "co", "com", "csv", "de", "dk", "doc", "docx", "edu", "es",
    "eu", "exe", "fi", "fr", "gif", "gov", "htm", "html", "ie", "il", "in", "info", "int", "io", "ir", "it", "jp", "jpeg", "jpg",
    "json", "kr", "md", "mil", "mp3", "mp4", "mx", "net", "news", "nl", "no", "nz", "org", "pdf", "php", "pl", "png", "ppt",
    "pptx", "ru", "se", "tr", "tv", "txt", "ua", "uk", "url", "us", "wav", "xls", "xlsx", "xml", "za", "zip",
];

/// Faces; only where blanks stand around them.
const FACES: &[&str] = &[
    ":)", ":-)", ":(", ":-(", ";)", ";-)", ":D", ":-D", ":P", ":-P", ":p", ":O", ":o", ":/", ":-/", ":|", ":'(", "=)", "=(",
    "=D", "^_^", "<3", "XD", "xD", ":]", ":))", ":)))", "o_O", ";D",
];

/// What a full stop after a word may mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Abbreviation {
    /// The word is none; the full stop ends the sentence.
    None,
    /// Something must follow within the sentence.
    Open,
    /// It may end the sentence.
    Closed,
}

/// How a word is abbreviated that a full stop follows. `before_number`: whether a number comes next.
pub(super) fn abbreviation(word: &str, before_number: bool) -> Abbreviation {
    if word.contains('.') {
        let word = word.rsplit('-').next().unwrap_or(word);
        let short = word.split('.').all(|part| part.chars().count() <= 1) || matches!(word, "Ph.D" | "Ph.Ds" | "Lt.Col");
        return if short { Abbreviation::Closed } else { Abbreviation::None };
    }
    let mut letters = word.chars();
    if let (Some(first), None) = (letters.next(), letters.next()) {
        // "I" is a pronoun more often than an initial; the caller knows what comes before.
        return if first.is_uppercase() && first != 'I' { Abbreviation::Open } else { Abbreviation::None };
    }
    let lower = word.to_lowercase();
    if lower.len() < word.len() || word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase) {
        return Abbreviation::None;
    }
    if listed(BEFORE_NAMES, &lower) || before_number && listed(BEFORE_NUMBERS, &lower) {
        return Abbreviation::Open;
    }
    if listed(ANYWHERE, &lower) || CAPITALIZED.contains(&word) { Abbreviation::Closed } else { Abbreviation::None }
}

/// Whether the part before a hyphen stays with what follows.
pub(super) fn is_prefix(part: &str) -> bool {
    listed(PREFIXES, &part.to_lowercase())
}

/// Whether letters right after a number are a word of their own.
pub(super) fn is_unit(letters: &str) -> bool {
    listed(UNITS, letters)
}

/// The length of the first of two words written as one.
pub(super) fn fused(word: &str) -> Option<usize> {
    // No fused word is longer; spares most words the copy.
    if word.len() > 8 {
        return None;
    }
    let lower = word.to_lowercase();
    FUSED.iter().find(|(fused, _)| *fused == lower).map(|(_, first)| *first)
}

/// Whether the part after the last full stop shows an address or the name of a file.
pub(super) fn ends_address(part: &str) -> bool {
    part.len() < 6 && listed(ADDRESS_ENDS, &part.to_ascii_lowercase())
}

/// Whether characters between blanks are a face.
pub(super) fn is_face(chunk: &str) -> bool {
    FACES.contains(&chunk)
}

fn listed(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}
