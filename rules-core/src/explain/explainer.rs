//! One incident under explanation: what was decided, and the evaluator that decided it.

use super::data::{BasisDetail, Details, FailedDetail, Texts};
use super::lens::{Lens, Part};
use super::phrases::{self, Lang};
use super::{ExplainOptions, WhyNot};
use crate::assessment::Assessment;
use crate::diagnostic::Code;
use crate::eval::decide::Decision;
use crate::eval::slots::{Extent, Slot, State};
use crate::eval::value::{Eval, Mode, Value};
use crate::lower::program::{Entry, Program};
use crate::parse::document::SourceStatus;
use crate::ruleset::{self, Basis, Field, Model};
use crate::session::Session;
use crate::source::Span;
use crate::time::{Instant, Offset};
use crate::{Ruleset, eval};

/// An item in scope: the list's slot, its number.
pub type Scope = Option<(u32, usize)>;

/// One incident under explanation.
pub struct Explainer<'e> {
    pub ruleset: &'e Ruleset,
    pub model: &'e Model,
    pub program: &'e Program,
    pub eval: Eval<'e>,
    pub decisions: Vec<Decision>,
    /// Points of each group: present, greatest, least.
    pub groups: Vec<[i64; 3]>,
    pub score: eval::Score,
    /// The score without what bounds sharpen.
    pub plain: eval::Score,
    pub as_of: Option<Instant>,
    /// The languages of texts: index in the model, and the one of phrases.
    pub languages: Vec<(usize, Lang)>,
    /// Texts of sensitive fields, to be masked wherever they stand.
    pub secrets: Vec<String>,
}

impl<'e> Explainer<'e> {
    pub fn new(session: &'e mut Session<'_>, document: &'e str, options: &ExplainOptions) -> Self {
        // The ruleset outlives the session.
        let ruleset: &'e Ruleset = session.ruleset;
        let model = ruleset.model();
        let (score, plain, as_of) = (session.score, session.plain, session.as_of);
        let decisions = session.scratch.decisions.clone();
        let groups = session.scratch.groups.clone();
        let mut explainer = Self {
            ruleset,
            model,
            program: ruleset.program(),
            eval: session.eval(document),
            decisions,
            groups,
            score,
            plain,
            as_of,
            languages: languages(model, &options.languages),
            secrets: Vec::new(),
        };
        explainer.secrets = explainer.sensitive_texts();
        explainer
    }

    pub fn details(&mut self, assessment: &Assessment, why_not: &WhyNot) -> Details {
        let (hits, shadow) = self.hits();
        let open_rules = self.open_rules(assessment);
        let open = self.open_fields(assessment, &open_rules);
        let next = self.next(assessment);
        Details {
            languages: self
                .languages
                .iter()
                .filter_map(|(at, _)| self.model.languages.get(*at).cloned())
                .collect(),
            title: self.texts(&self.model.title),
            level: self.level(self.score.level),
            ceiling: self.level(self.score.ceiling_level),
            levels: (0..self.model.levels.len()).map(|level| self.level(level)).collect(),
            score: self.score_detail(),
            actions: self.actions(),
            why_not: self.why_not(why_not),
            weighty: self.weighty(&open, &next),
            next,
            open,
            deadlines: self.deadlines(),
            input_errors: self.input_errors(assessment),
            failed: self.failures(assessment),
            remedy: self.model.remedy.as_ref().map(|remedy| self.texts(remedy)),
            open_rules,
            hits,
            shadow,
        }
    }

    pub fn lens(&self) -> &'e Lens {
        &self.program.lens
    }

    /// A text of the ruleset in the languages asked for.
    pub fn texts(&self, texts: &ruleset::Texts) -> Texts {
        self.in_each(|at, _| texts.get(at).cloned().unwrap_or_default())
    }

    /// A text made for each language: its index in the model, and the language of its phrases.
    pub fn in_each(&self, mut text: impl FnMut(usize, Lang) -> String) -> Texts {
        let name = |at: usize| self.model.languages.get(at).cloned().unwrap_or_default();
        Texts { of: self.languages.iter().map(|&(at, lang)| (name(at), text(at, lang))).collect() }
    }

    /// The bytes of the source.
    pub fn written(&self, span: Span) -> String {
        self.ruleset.written(span)
    }

    pub fn slot(&self, field: u32) -> Slot {
        self.eval.scratch.values.slots.get(field as usize).copied().unwrap_or_default()
    }

    /// The slot of an item's field.
    pub fn item_slot(&self, list: u32, item: u32, number: usize) -> Slot {
        let row = self.row(list, number);
        let slot = row.and_then(|row| self.eval.scratch.values.items.get(row + item as usize));
        slot.copied().unwrap_or_default()
    }

    /// How many items of a list were read; none if it is not given.
    pub fn items(&self, list: u32) -> Option<Extent> {
        let slot = self.slot(list);
        (slot.state == State::Given).then(|| Extent::of(slot.bits))
    }

    fn row(&self, list: u32, number: usize) -> Option<usize> {
        let extent = self.items(list).filter(|extent| number < extent.len)?;
        self.eval.scratch.values.rows.get(extent.start + number).copied()
    }

    /// The value of a part, for the item in scope.
    pub fn value(&mut self, part: &Part, mode: Mode, scope: Scope) -> Value {
        self.value_of(part.node, mode, scope)
    }

    pub fn value_of(&mut self, node: u32, mode: Mode, scope: Scope) -> Value {
        let row = scope.and_then(|(list, number)| self.row(list, number));
        let outer = std::mem::replace(&mut self.eval.item, row.unwrap_or_default());
        let value = self.eval.value(node, mode);
        self.eval.item = outer;
        value
    }

    pub fn offset(&self) -> Offset {
        self.ruleset.offset()
    }

    pub fn declared(&self, entry: &Entry) -> Option<&'e ruleset::Entry> {
        self.model.entries.get(entry.model)
    }

    pub fn level_id(&self, level: usize) -> String {
        self.model.levels.get(level).map(|level| level.id.clone()).unwrap_or_default()
    }

    pub fn group_id(&self, group: u32) -> Option<String> {
        self.model.groups.get(group as usize).map(|group| group.id.clone())
    }

    pub fn basis(&self, basis: &[Basis]) -> Vec<BasisDetail> {
        let known = basis.iter().filter_map(|it| Some((it, self.model.sources.get(it.source)?)));
        known
            .map(|(basis, source)| BasisDetail {
                source: source.id.clone(),
                title: self.texts(&source.title),
                clause: basis.clause.clone(),
                status: match source.status {
                    SourceStatus::Read => "read",
                    SourceStatus::Secondary => "secondary",
                    SourceStatus::Unconfirmed => "unconfirmed",
                },
            })
            .collect()
    }

    /// The field that `amount` or `transfers[0].amount` names: its list, the item's number, the field.
    pub fn named(&self, name: &str) -> Option<Named<'e>> {
        let (top, item) = match name.split_once('[') {
            Some((top, rest)) => (top, rest.split_once(']')),
            None => (name, None),
        };
        let field = self.model.fields.iter().find(|field| field.name == top)?;
        let Some((number, rest)) = item else { return Some(Named { field, item: None }) };
        let number = number.parse().ok()?;
        let inner = rest.strip_prefix('.').and_then(|name| field.items.iter().find(|it| it.name == name));
        Some(Named { field, item: Some((number, inner)) })
    }

    fn failures(&self, assessment: &Assessment) -> Vec<FailedDetail> {
        let all = assessment.failed.iter();
        all.map(|failed| FailedDetail {
            id: failed.id.clone(),
            code: failed.code,
            text: self.in_each(|_, lang| failure(failed.code, lang).to_owned()),
        })
        .collect()
    }

    /// Values of sensitive text fields that are long enough to be told from ordinary words.
    fn sensitive_texts(&self) -> Vec<String> {
        let mut all = Vec::new();
        let mut keep = |bits: u64| {
            let text = self.eval.text(bits);
            if text.chars().count() >= 4 {
                all.push(text.to_owned());
            }
        };
        for (index, field) in (0u32..).zip(&self.model.fields) {
            if self.slot(index).state != State::Given {
                continue;
            }
            if field.sensitive && field.ty == ruleset::typed::Type::Text {
                keep(self.slot(index).bits);
            }
            let secret = (0u32..).zip(&field.items).filter(|(_, item)| {
                (item.sensitive || field.sensitive) && item.ty == ruleset::typed::Type::Text
            });
            for (item, _) in secret {
                for number in 0..self.items(index).map_or(0, |extent| extent.len) {
                    let slot = self.item_slot(index, item, number);
                    if slot.state == State::Given {
                        keep(slot.bits);
                    }
                }
            }
        }
        all.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        all
    }
}

/// A declared field, or an item of it, or a field of an item; with its number.
pub struct Named<'e> {
    pub field: &'e Field,
    pub item: Option<(usize, Option<&'e Field>)>,
}

impl<'e> Named<'e> {
    /// The field that has the value.
    pub fn inner(&self) -> &'e Field {
        self.item.and_then(|(_, item)| item).unwrap_or(self.field)
    }

    pub fn is_sensitive(&self) -> bool {
        self.field.sensitive || self.inner().sensitive
    }
}

fn languages(model: &Model, wanted: &[String]) -> Vec<(usize, Lang)> {
    let all = model.languages.iter().enumerate();
    let chosen = all.filter(|(_, language)| wanted.is_empty() || wanted.contains(language));
    let chosen: Vec<_> = chosen.map(|(at, language)| (at, Lang::of(language))).collect();
    match model.languages.first() {
        Some(first) if chosen.is_empty() => vec![(0, Lang::of(first))],
        _ => chosen,
    }
}

/// What went wrong, in words.
fn failure(code: &str, lang: Lang) -> &'static str {
    let codes = [
        (Code::R501, phrases::overflow(lang)),
        (Code::R502, phrases::by_zero(lang)),
        (Code::R503, phrases::not_finite(lang)),
        (Code::R504, phrases::too_large(lang)),
        (Code::R505, phrases::time_out(lang)),
        (Code::R507, phrases::script_limit(lang)),
    ];
    let found = codes.iter().find(|(known, _)| known.as_str() == code);
    found.map_or(phrases::script_failed(lang), |(_, text)| *text)
}
