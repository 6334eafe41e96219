//! One plan for rows of two rulesets: each takes the fields that it has, under the names that it has for them.

use super::data::Kind;
use super::pair::paired;
use crate::backtest::cells::names;
use crate::backtest::mapping::MappingSpec;
use crate::backtest::run::PlanSpec;
use crate::compiled::Ruleset;
use std::collections::BTreeMap;

/// The plan as the old ruleset takes it, and as the new one does. A field that only one of both has is mapped for that
/// one only; one that neither has stays in both, so that it is refused as a backtest refuses it.
///
/// ```
/// use rules_core::{Ruleset, backtest::run::PlanSpec, diff::plan_specs};
/// let text = include_str!("../../doc/smallest.toml");
/// let renamed = text.replace("amount", "sum").replace("large-sum", "large-amount");
/// let [old, new] = [text, &renamed].map(|text| Ruleset::compile(text).unwrap());
/// let spec = r#"{"mapping": {"fields": {"sum": {"column": "yuan"}}}}"#;
/// let spec: PlanSpec = serde_json::from_str(spec).unwrap();
/// let [before, after] = plan_specs(&old, &new, &spec).map(|spec| spec.mapping.unwrap());
/// assert_eq!(before.fields.keys().collect::<Vec<_>>(), ["amount"]);
/// assert_eq!(after.fields.keys().collect::<Vec<_>>(), ["sum"]);
/// ```
#[must_use]
pub fn plan_specs(old: &Ruleset, new: &Ruleset, spec: &PlanSpec) -> [PlanSpec; 2] {
    let renames = paired(old, new).renames.into_iter().filter(|((kind, _), _)| *kind == Kind::Field);
    let forth: BTreeMap<String, String> = renames.map(|((_, old), new)| (old, new)).collect();
    let back = forth.iter().map(|(old, new)| (new.clone(), old.clone())).collect();
    let before = Side { own: old, other: new, renamed: back };
    let after = Side { own: new, other: old, renamed: forth };
    [before.spec(spec), after.spec(spec)]
}

/// One of both rulesets.
struct Side<'s> {
    own: &'s Ruleset,
    other: &'s Ruleset,
    /// Its names of fields by the other one's, where they differ.
    renamed: BTreeMap<String, String>,
}

impl Side<'_> {
    fn spec(&self, spec: &PlanSpec) -> PlanSpec {
        let own = |field: &String| self.name(field).unwrap_or_else(|| field.clone());
        PlanSpec {
            mapping: spec.mapping.as_ref().map(|mapping| self.mapping(mapping)),
            as_of_field: spec.as_of_field.as_ref().map(own),
            ..spec.clone()
        }
    }

    fn mapping(&self, mapping: &MappingSpec) -> MappingSpec {
        let fields = mapping.fields.iter();
        let own: BTreeMap<_, _> =
            fields.filter_map(|(name, field)| Some((self.name(name)?, field.clone()))).collect();
        // A ruleset that has none of them is told which one it lacks.
        if own.is_empty() { mapping.clone() } else { MappingSpec { fields: own } }
    }

    /// Its own name of a field; none where only the other ruleset has the field.
    fn name(&self, field: &str) -> Option<String> {
        let find = |ruleset: &Ruleset| {
            let fields = &ruleset.model().fields;
            fields.iter().find(|it| names(it, field)).map(|it| it.name.clone())
        };
        match (find(self.own), find(self.other)) {
            (None, Some(other)) => self.renamed.get(&other).cloned(),
            _ => Some(field.to_owned()),
        }
    }
}
