//! A difference as text for a terminal.

use super::both::OnRows;
use super::{Report, words};
use crate::score::key_text;
use crate::terminal::{self, BAD, HEAD, WARN, printable};
use comfy_table::CellAlignment;
use rules_core::diff::{Difference, Matrix, Move, Standing, Told};
use rules_core::explain::{Lang, fill};

/// The report in a language.
pub fn text(report: &Report, locale: &str) -> String {
    let voice = Voice { locale, lang: Lang::of(locale) };
    let mut text = voice.difference(&report.difference);
    if let Some(on) = &report.on {
        text.push_str(&voice.rows(on));
    }
    text
}

struct Voice<'v> {
    locale: &'v str,
    lang: Lang,
}

impl Voice<'_> {
    fn difference(&self, difference: &Difference) -> String {
        let (old, new) = (&difference.old, &difference.new);
        let mut text = format!(
            "{HEAD}{} {} → {} {}{HEAD:#}\n",
            printable(&old.ruleset),
            printable(&old.version),
            printable(&new.ruleset),
            printable(&new.version)
        );
        text.push_str(&format!("  {}\n", self.summary(difference)));
        if difference.partial {
            text.push_str(&format!("  {}\n", words::partial(self.lang)));
        }
        for change in &difference.changes {
            let itself = change
                .told
                .iter()
                .map(|told| (told, change.weighs && change.details.iter().all(|it| !it.weighs)));
            let details = change.details.iter().map(|it| (&it.told, it.weighs));
            itself.chain(details).for_each(|(told, weighs)| text.push_str(&self.line(told, weighs)));
        }
        difference.affected.iter().for_each(|it| text.push_str(&self.line(&it.told, true)));
        text
    }

    fn summary(&self, difference: &Difference) -> String {
        let lines = difference.changes.iter().flat_map(|it| it.lines()).count();
        if lines == 0 {
            return words::none(self.lang).to_owned();
        }
        if !difference.weighs {
            return fill(words::texts_only(self.lang), &[&lines.to_string()]);
        }
        let heavy = difference.changes.iter().map(|it| {
            let details = it.details.iter().filter(|it| it.weighs).count();
            if details == 0 { usize::from(it.weighs) } else { details }
        });
        let heavy: usize = heavy.sum();
        let counts = [lines, heavy, difference.affected.len()].map(|it| it.to_string());
        fill(words::changes(self.lang), &counts.each_ref().map(String::as_str))
    }

    fn line(&self, told: &Told, weighs: bool) -> String {
        let told = printable(told.get(self.locale));
        if weighs { format!("{WARN}*{WARN:#} {told}\n") } else { format!("  {told}\n") }
    }

    fn rows(&self, on: &OnRows) -> String {
        let it = &on.movement;
        let counts = [it.incidents, it.moved, it.raised, it.lowered, it.score_up, it.score_down];
        let counts = counts.map(|it| it.to_string());
        let counts = fill(words::counts(self.lang), &counts.each_ref().map(String::as_str));
        let mut text = format!("\n{HEAD}{}{HEAD:#}\n  {counts}\n", words::incidents(self.lang));
        if on.left_out > 0 {
            let left_out = fill(words::left_out(self.lang), &[&on.left_out.to_string()]);
            text.push_str(&format!("  {BAD}{left_out}{BAD:#}\n"));
            for row in &on.left_out_rows {
                text.push_str(&format!("    {}: {}\n", printable(&row.place), printable(&row.reason)));
            }
        }
        text.push_str(&matrix(words::by_level(self.lang), &it.levels));
        text.push_str(&matrix(words::by_ceiling(self.lang), &it.ceilings));
        if !it.moves.is_empty() {
            text.push_str(&format!("\n{HEAD}{}{HEAD:#}\n", words::moved(self.lang)));
        }
        it.moves.iter().for_each(|moved| text.push_str(&self.moved(moved, &on.files)));
        if it.not_kept > 0 && !it.moves.is_empty() {
            text.push_str(&format!("  {}\n", fill(words::more(self.lang), &[&it.not_kept.to_string()])));
        }
        text
    }

    fn moved(&self, moved: &Move, files: &[String]) -> String {
        let file = files.get(moved.input as usize).map(String::as_str).unwrap_or_default();
        let place = printable(&format!("{file}:{}", moved.number));
        let stands = |it: &Standing| format!("{} {}", it.score, printable(&it.level));
        let key = printable(&key_text(&moved.key));
        let (old, new) = (stands(&moved.old), stands(&moved.new));
        let mut text = format!("  {HEAD}{key}{HEAD:#} ({place}): {old} → {new}\n");
        if !moved.alone {
            text.push_str(&format!("      {}\n", words::together(self.lang)));
        }
        for cause in &moved.causes {
            text.push_str(&format!("      {}\n", printable(cause.told.get(self.locale))));
        }
        text
    }
}

fn matrix(title: &str, matrix: &Matrix) -> String {
    let mut table = terminal::table(terminal::width());
    table.set_header(std::iter::once(String::new()).chain(matrix.new.iter().map(|id| printable(id))));
    for (level, counts) in matrix.old.iter().zip(&matrix.counts) {
        let counts = counts.iter().map(|count| if *count == 0 { String::new() } else { count.to_string() });
        table.add_row(std::iter::once(printable(level)).chain(counts));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("\n  {title}\n{table}\n")
}
