//! What to do and until when: limits run from the ruleset's clock, from `as_of` where that is not known.

use super::data::{ActionDetail, LevelDetail, Limit, RunsFrom};
use super::explainer::Explainer;
use super::hits::outcome_of;
use super::values::duration;
use crate::eval::slots::State;
use crate::lower::program::narrow;
use crate::parse::document::ActionKind;
use crate::time::{Instant, NONE, add_to_instant, instant_text_at, span_text};

impl Explainer<'_> {
    /// What limits run from.
    fn start(&self) -> Option<(Instant, RunsFrom)> {
        let clock = self.model.clock.map(|field| self.slot(narrow(field)));
        let clock = clock.filter(|slot| slot.state == State::Given).map(|slot| slot.bits.cast_signed());
        match clock.filter(|clock| *clock != NONE) {
            Some(clock) => Some((clock, RunsFrom::Clock)),
            None => self.as_of.map(|as_of| (as_of, RunsFrom::AsOf)),
        }
    }

    /// A limit of this length.
    fn limit(&self, within: i64) -> Limit {
        let start = self.start();
        let end = start.and_then(|(start, _)| add_to_instant(start, within).ok());
        Limit {
            within: span_text(within).to_string(),
            text: self.in_each(|_, lang| duration(within, lang)),
            until: end.map(|end| instant_text_at(end, self.offset()).to_string()),
            from: start.map(|(_, from)| from),
            past: end.zip(self.as_of).is_some_and(|(end, as_of)| end < as_of),
        }
    }

    pub fn level(&self, index: usize) -> LevelDetail {
        let level = self.model.levels.get(index);
        LevelDetail {
            id: self.level_id(index),
            title: level.map(|level| self.texts(&level.title)).unwrap_or_default(),
            from: level.map(|level| level.from).unwrap_or_default(),
            respond: level.and_then(|level| level.respond_within).map(|within| self.limit(within)),
        }
    }

    /// The actions of the hits and of the present level: by limit, then the file's order, once each.
    pub fn actions(&self) -> Vec<ActionDetail> {
        let hits: Vec<(String, &[usize])> = self
            .fired()
            .iter()
            .filter(|hit| !hit.entry.shadow)
            .filter_map(|hit| {
                Some((self.declared(hit.entry)?.id.clone(), outcome_of(self, hit)?.actions.as_slice()))
            })
            .collect();
        let level = self.model.levels.get(self.score.level);
        let level = level.map(|level| level.actions.as_slice()).unwrap_or_default();
        let mut all: Vec<(i64, ActionDetail)> = Vec::new();
        for (index, action) in self.model.actions.iter().enumerate() {
            let asked_by: Vec<String> =
                hits.iter().filter(|(_, of)| of.contains(&index)).map(|(id, _)| id.clone()).collect();
            let by_level = level.contains(&index);
            if asked_by.is_empty() && !by_level {
                continue;
            }
            let detail = ActionDetail {
                id: action.id.clone(),
                kind: kind_word(action.kind),
                title: self.texts(&action.title),
                who: action.who.as_ref().map(|who| self.texts(who)),
                limit: action.within.map(|within| self.limit(within)),
                asked_by,
                by_level,
            };
            all.push((action.within.unwrap_or(i64::MAX), detail));
        }
        all.sort_by_key(|(within, _)| *within);
        all.into_iter().map(|(_, action)| action).collect()
    }
}

/// A kind as the file writes it.
fn kind_word(kind: ActionKind) -> &'static str {
    match kind {
        ActionKind::Answer => "answer",
        ActionKind::Mediate => "mediate",
        ActionKind::Inspect => "inspect",
        ActionKind::Warn => "warn",
        ActionKind::Protect => "protect",
        ActionKind::Repair => "repair",
        ActionKind::Relieve => "relieve",
        ActionKind::ReportHazard => "report_hazard",
    }
}
