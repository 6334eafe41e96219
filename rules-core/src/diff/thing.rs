//! What a ruleset says, as things with facts: the form in which two rulesets are compared.
//!
//! A fact has two faces. Its keys decide whether it is the same: names instead of indexes, expressions by their
//! meaning, so that spaces, comments and order are nothing. What is shown is what people read.

use super::data::{Kind, Told};
use super::member::Member;

/// A value, or one of several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word {
    /// What makes it the same.
    pub key: String,
    /// What people read.
    pub shown: Told,
}

impl Word {
    /// A word that is the same in all languages.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { shown: same(&text), key: text }
    }

    /// A word that is shown otherwise than it is compared.
    pub fn shown(key: impl Into<String>, shown: Told) -> Self {
        Self { key: key.into(), shown }
    }

    /// Yes or no.
    pub fn flag(value: bool) -> Self {
        let (zh, en) = if value { ("是", "yes") } else { ("否", "no") };
        Self::shown(en, told(zh, en))
    }
}

/// The same text in both languages.
pub fn same(text: &str) -> Told {
    told(text, text)
}

/// A text in both languages.
pub fn told(zh: impl Into<String>, en: impl Into<String>) -> Told {
    Told { zh: zh.into(), en: en.into() }
}

/// What a text is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Of {
    /// The value of an enum whose title it is.
    pub value: Option<String>,
    /// Its language.
    pub language: Option<String>,
}

/// A member of a thing with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which member.
    pub member: Member,
    /// Of what.
    pub of: Of,
    /// Whether it is a list, whose order is nothing.
    pub is_list: bool,
    /// The value, or the values of the list.
    pub words: Vec<Word>,
}

impl Fact {
    /// Whether a line about a thing that came or went says it: what can change an assessment and is not as usual.
    pub fn is_worth_telling(&self) -> bool {
        let is_usual = self.member == Member::Status && self.words.iter().any(|it| it.key == "active");
        self.member.weighs() && !is_usual
    }
}

/// A bin, a cell, or a state of a deadline.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which one.
    pub name: Word,
    /// Whether its name is a fact of its own: the range of a bin.
    pub is_named: bool,
    /// What it gives.
    pub facts: Vec<Fact>,
}

/// Something with a name.
#[derive(Clone, Debug)]
pub struct Thing {
    /// Its kind.
    pub kind: Kind,
    /// Its own name.
    pub id: String,
    /// Its name in the new ruleset, as far as it is known.
    pub now: String,
    /// Whether it counts: an entry that is not active decides nothing.
    pub is_active: bool,
    /// Its members.
    pub facts: Facts,
    /// Its parts.
    pub parts: Vec<Part>,
}

impl Thing {
    /// Whether both say the same, names apart.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let parts = |thing: &Self| -> Vec<(String, Vec<FactKey>)> {
            thing.parts.iter().map(|part| (part.name.key.clone(), keys(&part.facts))).collect()
        };
        self.kind == other.kind
            && keys(&self.facts.all) == keys(&other.facts.all)
            && parts(self) == parts(other)
    }

    /// Whether there is anything to be known by.
    pub fn says_something(&self) -> bool {
        !self.facts.all.is_empty() || !self.parts.is_empty()
    }
}

type FactKey = (Member, Of, Vec<String>);

fn keys(facts: &[Fact]) -> Vec<FactKey> {
    let of =
        |fact: &Fact| (fact.member, fact.of.clone(), fact.words.iter().map(|it| it.key.clone()).collect());
    let mut all: Vec<FactKey> = facts.iter().map(of).collect();
    all.sort();
    all
}

/// Facts as they are gathered.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// In the order in which they are told.
    pub all: Vec<Fact>,
}

impl Facts {
    /// A value.
    pub fn one(&mut self, member: Member, word: Word) {
        self.all.push(Fact { member, of: Of::default(), is_list: false, words: vec![word] });
    }

    /// A value that may be missing.
    pub fn maybe(&mut self, member: Member, word: Option<Word>) {
        if let Some(word) = word {
            self.one(member, word);
        }
    }

    /// A flag, where it is set.
    pub fn flag(&mut self, member: Member, is_set: bool) {
        self.maybe(member, is_set.then(|| Word::flag(true)));
    }

    /// A list whose order is nothing; an empty one is none.
    pub fn list(&mut self, member: Member, words: impl IntoIterator<Item = Word>) {
        let mut words: Vec<Word> = words.into_iter().collect();
        words.sort();
        words.dedup_by(|a, b| a.key == b.key);
        if !words.is_empty() {
            self.all.push(Fact { member, of: Of::default(), is_list: true, words });
        }
    }

    /// A text in each language.
    pub fn texts(&mut self, member: Member, languages: &[String], texts: &[String]) {
        self.titles(member, None, languages, texts);
    }

    /// The texts of a value of an enum, or of the thing itself.
    pub fn titles(&mut self, member: Member, value: Option<&str>, languages: &[String], texts: &[String]) {
        for (language, text) in languages.iter().zip(texts) {
            let of = Of { value: value.map(str::to_owned), language: Some(language.clone()) };
            self.all.push(Fact { member, of, is_list: false, words: vec![Word::plain(text.clone())] });
        }
    }
}
