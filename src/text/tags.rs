//! The tag sets of Universal Dependencies (version 2, English) and of the Penn Treebank, as enums.

/// Defines an enum whose variants have a written form.
macro_rules! tags {
    ($(#[$doc:meta])* $name:ident, $other:ident: $($(#[$tagdoc:meta])* $variant:ident = $text:literal,)+) => {
        $(#[$doc])*
        #[allow(missing_docs, reason = "the written form says it; the standard defines it")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$tagdoc])* $variant,)+ }

        impl $name {
            /// Every tag, in the order of definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The written form.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The tag of a written form; what the set lacks is the catch-all tag.
            #[must_use]
            pub fn parse(text: &str) -> Self {
                match text { $($text => Self::$variant,)+ _ => Self::$other }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

tags! {
    /// Universal part of speech.
    Upos, X:
    Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ", Noun = "NOUN",
    Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM",
    Verb = "VERB", X = "X",
}

tags! {
    /// Part of speech of the Penn Treebank, as UD English writes it (`HYPH`, `NFP`, `ADD`, `GW`, `AFX` included).
    Xpos, Fw:
    Nn = "NN", In = "IN", Dt = "DT", Nnp = "NNP", Jj = "JJ", Prp = "PRP", Stop = ".", Rb = "RB", Nns = "NNS", Comma = ",",
    Vb = "VB", Cc = "CC", Vbd = "VBD", Vbp = "VBP", Vbz = "VBZ", Cd = "CD", Vbn = "VBN", Vbg = "VBG", To = "TO", Md = "MD",
    PrpS = "PRP$", Rrb = "-RRB-", Lrb = "-LRB-", Colon = ":", Wdt = "WDT", Wrb = "WRB", OpenQuote = "``",
    CloseQuote = "''", Hyph = "HYPH", Wp = "WP", Pos = "POS", Rp = "RP", Nnps = "NNPS", Uh = "UH", Jjr = "JJR",
    Jjs = "JJS", Ex = "EX", Rbr = "RBR", Nfp = "NFP", Add = "ADD", Sym = "SYM", Fw = "FW", Gw = "GW", Dollar = "$",
    Pdt = "PDT", Rbs = "RBS", Ls = "LS", Afx = "AFX", WpS = "WP$",
}

tags! {
    /// Dependency relation, with the subtypes that UD English uses.
    Deprel, Dep:
    Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod",
    Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", CcPreconj = "cc:preconj",
    Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj",
    CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det", DetPredet = "det:predet",
    Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat",
    Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc",
    NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer",
    NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent",
    OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct",
    Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
}

tags! {
    /// What kind of thing a named span names, as the language model sees it; the actor stage decides what it stands for.
    NameKind, Misc:
    Person = "PER", Organization = "ORG", Place = "LOC", Misc = "MISC",
}

tags! {
    /// The root types of events (PLOVER's, 2021) that the language model tells apart.
    EventRoot, None:
    None = "none", Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE", Cooperate = "COOPERATE",
    Aid = "AID", Retreat = "RETREAT", Request = "REQUEST", Accuse = "ACCUSE", Reject = "REJECT", Threaten = "THREATEN",
    Protest = "PROTEST", Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE", Assault = "ASSAULT",
}

tags! {
    /// What kind of thing a mention's head word stands for, in the categories of the GUM corpus.
    EntityKind, None:
    None = "none", Person = "person", Organization = "organization", Place = "place", Event = "event",
    Abstract = "abstract", Object = "object", Time = "time", Substance = "substance", Animal = "animal", Plant = "plant",
}
