//! Rows as CSV in UTF-8.

use super::Run;
use super::bad::BadRows;
use crate::backtest::formula::disarm;
use crate::outcomes;

/// A cell; in quotes where it has to be.
fn push(out: &mut String, cell: &str, last: bool) {
    if cell.contains(['"', ',', '\n', '\r']) {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
    out.push(if last { '\n' } else { ',' });
}

fn line<const N: usize>(out: &mut String, cells: [&str; N]) {
    let last = N.saturating_sub(1);
    cells.into_iter().enumerate().for_each(|(at, cell)| push(out, cell, at == last));
}

/// The scored rows.
pub fn rows(run: &Run<'_>) -> String {
    let model = run.plan.ruleset.model();
    let ids: Vec<&str> = outcomes::counted(&run.plan.ruleset).map(|(entry, _)| entry.id.as_str()).collect();
    let mut out = String::new();
    line(
        &mut out,
        ["row", "key", "score", "level", "ceiling_score", "ceiling_level", "settled", "label", "hits"],
    );
    for at in 0..run.table.len() {
        let row = run.table.view(at, model);
        let hits: Vec<&str> =
            row.hits.iter().filter_map(|hit| ids.get(usize::try_from(*hit).ok()?).copied()).collect();
        let label = row.positive.map(|it| if it { "true" } else { "false" }).unwrap_or_default();
        line(
            &mut out,
            [
                &row.row.to_string(),
                &disarm(&row.key),
                &row.score.to_string(),
                &disarm(&row.level),
                &row.ceiling_score.to_string(),
                &disarm(&row.ceiling_level),
                if row.settled { "true" } else { "false" },
                label,
                &disarm(&hits.join(";")),
            ],
        );
    }
    out
}

/// The rows that were left out.
pub fn bad(rows: &BadRows) -> String {
    let mut out = String::new();
    line(&mut out, ["row", "lack", "reason", "found"]);
    for bad in rows.iter() {
        let found = disarm(bad.found.unwrap_or_default());
        line(&mut out, [&bad.row.to_string(), bad.lack.word(), &disarm(bad.why), &found]);
    }
    out
}
