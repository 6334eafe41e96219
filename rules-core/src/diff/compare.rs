//! Two things that are the same one: which members differ.

use super::data::{Detail, Told};
use super::member::Member;
use super::thing::{Fact, Of, Part, Thing, Word, same};
use super::words;
use std::collections::BTreeMap;

/// What differs between two things; `weighs` says whether what their members say can change an assessment at all.
pub fn details(old: &Thing, new: &Thing, weighs: bool) -> Vec<Detail> {
    let scribe = Scribe { thing: new, weighs };
    let mut details = scribe.facts(&old.facts.all, &new.facts.all, None);
    if old.id != new.id {
        // The older name of a renamed field is told with its new one.
        details
            .retain(|it| !(it.member == Member::Was && it.removed.is_empty() && it.added == [same(&old.id)]));
    }
    let cell = if new.parts.iter().any(|it| it.is_named) { Member::Bin } else { Member::Cell };
    for pair in parts(&old.parts, &new.parts) {
        match pair {
            (Some(old), Some(new)) => {
                let name = Some(&new.name.shown);
                if old.is_named && old.name.key != new.name.key {
                    let ends = (Some(old.name.clone()), Some(new.name.clone()));
                    details.push(scribe.changed(Member::Bin, &Of::default(), None, ends));
                }
                details.extend(scribe.facts(&old.facts, &new.facts, name));
            }
            (old, new) => details.extend(scribe.part(cell, old, new)),
        }
    }
    details
}

/// Parts that belong together: of the same name first, of the others those that stand in the same gap, in order.
fn parts<'p>(old: &'p [Part], new: &'p [Part]) -> Vec<(Option<&'p Part>, Option<&'p Part>)> {
    let gaps = |own: &'p [Part], other: &[Part]| {
        let (mut named, mut gaps) = (BTreeMap::new(), BTreeMap::<usize, Vec<&'p Part>>::new());
        for part in own {
            if other.iter().any(|it| it.name.key == part.name.key) {
                named.insert(part.name.key.as_str(), part);
            } else {
                gaps.entry(named.len()).or_default().push(part);
            }
        }
        (named, gaps)
    };
    let (named, old_gaps) = gaps(old, new);
    let (_, new_gaps) = gaps(new, old);
    let mut pairs = Vec::new();
    let mut gap = 0;
    let fill = |gap: usize, pairs: &mut Vec<(Option<&'p Part>, Option<&'p Part>)>| {
        let none = Vec::new();
        let (old, new) = (old_gaps.get(&gap).unwrap_or(&none), new_gaps.get(&gap).unwrap_or(&none));
        let most = old.len().max(new.len());
        pairs.extend((0..most).map(|at| (old.get(at).copied(), new.get(at).copied())));
    };
    for part in new {
        if let Some(old) = named.get(part.name.key.as_str()) {
            fill(gap, &mut pairs);
            gap += 1;
            pairs.push((Some(*old), Some(part)));
        }
    }
    fill(gap, &mut pairs);
    pairs
}

struct Scribe<'t> {
    thing: &'t Thing,
    weighs: bool,
}

impl Scribe<'_> {
    fn facts(&self, old: &[Fact], new: &[Fact], part: Option<&Told>) -> Vec<Detail> {
        let is = |a: &Fact, b: &Fact| (a.member, &a.of) == (b.member, &b.of);
        let mut details = Vec::new();
        for fact in new {
            let before = old.iter().find(|it| is(it, fact));
            details.extend(self.fact(before, Some(fact), part));
        }
        let gone = old.iter().filter(|fact| !new.iter().any(|it| is(it, fact)));
        details.extend(gone.filter_map(|fact| self.fact(Some(fact), None, part)));
        details
    }

    fn fact(&self, old: Option<&Fact>, new: Option<&Fact>, part: Option<&Told>) -> Option<Detail> {
        let any = new.or(old)?;
        let words = |fact: Option<&Fact>| fact.map(|it| it.words.clone()).unwrap_or_default();
        let (before, after) = (words(old), words(new));
        let without = |own: &[Word], other: &[Word]| -> Vec<Told> {
            let is_new = |word: &&Word| !other.iter().any(|it| it.key == word.key);
            own.iter().filter(is_new).map(|it| it.shown.clone()).collect()
        };
        let (added, removed) = (without(&after, &before), without(&before, &after));
        if added.is_empty() && removed.is_empty() {
            return None;
        }
        if any.is_list {
            return Some(self.moved(any.member, part, added, removed));
        }
        let ends = (before.into_iter().next(), after.into_iter().next());
        Some(self.changed(any.member, &any.of, part, ends))
    }

    fn changed(
        &self,
        member: Member,
        of: &Of,
        part: Option<&Told>,
        (old, new): (Option<Word>, Option<Word>),
    ) -> Detail {
        let part = part.cloned().or_else(|| of.value.as_deref().map(same));
        // What reads the same and means something else is told by what it means: a function of a script in it differs.
        let is_alike = old.as_ref().zip(new.as_ref()).is_some_and(|(old, new)| old.shown == new.shown);
        let shown = |word: Word| if is_alike { same(&word.key) } else { word.shown };
        let (old, new) = (old.map(shown), new.map(shown));
        let language = of.language.clone();
        let said = words::changed(&member.word(), language.as_deref(), old.as_ref(), new.as_ref());
        Detail {
            language,
            old,
            new,
            told: words::line(self.thing.kind, &self.thing.id, part.as_ref(), &said),
            ..self.detail(member, part)
        }
    }

    fn moved(&self, member: Member, part: Option<&Told>, added: Vec<Told>, removed: Vec<Told>) -> Detail {
        let said = words::moved(&member.word(), &added, &removed);
        let told = words::line(self.thing.kind, &self.thing.id, part, &said);
        Detail { added, removed, told, ..self.detail(member, part.cloned()) }
    }

    /// A bin or a cell that came or went.
    fn part(&self, member: Member, old: Option<&Part>, new: Option<&Part>) -> Option<Detail> {
        let part = new.or(old)?;
        let said = words::part(&part.name.shown, &part.facts, new.is_some());
        let word = member.word();
        let said = super::thing::told(format!("{} {}", word.zh, said.zh), format!("{} {}", word.en, said.en));
        let shown = |part: Option<&Part>| part.map(|it| it.name.shown.clone());
        Some(Detail {
            old: shown(old),
            new: shown(new),
            told: words::line(self.thing.kind, &self.thing.id, None, &said),
            ..self.detail(member, None)
        })
    }

    fn detail(&self, member: Member, part: Option<Told>) -> Detail {
        Detail {
            member,
            word: member.word(),
            part,
            language: None,
            weighs: self.weighs && member.weighs(),
            old: None,
            new: None,
            added: Vec::new(),
            removed: Vec::new(),
            told: Told::default(),
        }
    }
}
