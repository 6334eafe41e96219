//! A difference as data: what hosts get as JSON.

use super::member::Member;
use crate::diagnostic::Ends;
use crate::source::Span;
use serde::Serialize;

/// A text in Chinese and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Told {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Told {
    /// The text for a locale: Chinese for `zh` and what begins with `zh-`, English else.
    #[must_use]
    pub fn get(&self, locale: &str) -> &str {
        match crate::explain::Lang::of(locale) {
            crate::explain::Lang::Zh => &self.zh,
            crate::explain::Lang::En => &self.en,
        }
    }
}

/// What differs between two rulesets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The old ruleset.
    pub old: Edition,
    /// The new one.
    pub new: Edition,
    /// Whether an incident may be assessed otherwise: whether a change or an affected rule weighs.
    pub weighs: bool,
    /// Whether cases and properties were left out, for a pack has none.
    pub partial: bool,
    /// What was added, removed, changed and renamed: by kind, then in the new file's order.
    pub changes: Vec<Change>,
    /// Rules that say the same as before and mean something else, in the new file's order.
    pub affected: Vec<Affected>,
}

impl Difference {
    /// Whether the rulesets say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// All lines of the difference in a language (`zh`, or else English), as staff reads them.
    #[must_use]
    pub fn told(&self, locale: &str) -> Vec<&str> {
        let changes = self.changes.iter().flat_map(|change| change.lines());
        let all = changes.chain(self.affected.iter().map(|it| &it.told));
        all.map(|told| told.get(locale)).collect()
    }
}

/// Which ruleset it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edition {
    /// Its id.
    pub ruleset: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its source.
    pub digest: String,
}

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceKind"))]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is what the file calls it")]
pub enum Kind {
    Ruleset,
    Source,
    Param,
    Field,
    Terms,
    Pattern,
    Feature,
    Script,
    Group,
    Rule,
    Characteristic,
    Table,
    Deadline,
    Level,
    Action,
    Property,
    Case,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceWhat"))]
#[serde(rename_all = "camelCase")]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there as before, with other members.
    Changed,
    /// It has another name; members may differ besides.
    Renamed,
}

/// Where a name stands in a ruleset's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "NamePlace"))]
pub struct Place {
    /// In bytes.
    pub span: Span,
    /// In lines and UTF-16 columns.
    pub range: Ends,
}

/// A thing that was added, removed, changed or renamed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceChange"))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// What kind of thing it is.
    pub kind: Kind,
    /// What a thing of this kind is called.
    pub word: Told,
    /// Its name: the new one, where it is in both; a field of items as `cracks.width_mm`.
    pub id: String,
    /// Its old name, where it was renamed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What became of it.
    pub what: What,
    /// Whether it may change an assessment.
    pub weighs: bool,
    /// Where it stands in the old text; a pack has no places.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Place>,
    /// Where it stands in the new text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Place>,
    /// Which members differ.
    pub details: Vec<Detail>,
    /// That it was added, removed or renamed; nothing where only members differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

impl Change {
    /// Its lines: what became of it, then a line for each member.
    pub fn lines(&self) -> impl Iterator<Item = &Told> {
        self.told.iter().chain(self.details.iter().map(|detail| &detail.told))
    }
}

/// A member that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceDetail"))]
#[serde(rename_all = "camelCase")]
pub struct Detail {
    /// Which one.
    pub member: Member,
    /// What it is called.
    pub word: Told,
    /// Of which bin, cell, state of a deadline or value of an enum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Told>,
    /// In which language, where it is a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether it may change an assessment.
    pub weighs: bool,
    /// What it was, as people read it; nothing where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Told>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Told>,
    /// Of a list, where order does not matter: what came in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Told>,
    /// What went out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<Told>,
    /// The line.
    pub told: Told,
}

/// A rule, characteristic, table or deadline that stands as before, and means something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceAffected"))]
#[serde(rename_all = "camelCase")]
pub struct Affected {
    /// What kind of entry it is.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// What it uses that differs.
    pub through: Vec<Named>,
    /// Where it stands in the old text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Place>,
    /// Where it stands in the new text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Place>,
    /// The line.
    pub told: Told,
}

/// A thing by its kind and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceNamed"))]
pub struct Named {
    /// Its kind.
    pub kind: Kind,
    /// Its name in the new ruleset.
    pub id: String,
}
