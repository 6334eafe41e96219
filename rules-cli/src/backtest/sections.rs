//! The report in words and grids, the same for the terminal and for a page.

use super::report::{Fault, LeftOut, Report, Rule};
use super::tally::LeftOutRow;
use super::worst::Kind;
use crate::score::table::some;
use rules_core::backtest::statistics::Flagged;

/// Places that are listed of each reason.
const PLACES: usize = 5;
/// Reasons that are listed.
const REASONS: usize = 10;

/// A part of the report.
#[derive(Debug)]
pub struct Section {
    /// What it is about.
    pub title: String,
    /// Lines above the grid.
    pub lines: Vec<String>,
    /// A table, where there is one.
    pub grid: Option<Grid>,
}

/// A table.
#[derive(Debug)]
pub struct Grid {
    /// Names of the columns.
    pub header: Vec<&'static str>,
    /// Which columns hold numbers.
    pub numbers: std::ops::Range<usize>,
    /// Cells.
    pub rows: Vec<Vec<String>>,
}

/// All sections.
pub fn of(report: &Report) -> Vec<Section> {
    let mut all = vec![
        Section { title: title(report), lines: summary(report), grid: None },
        Section {
            title: "Levels, each with those above it".into(),
            lines: Vec::new(),
            grid: Some(levels(report)),
        },
        rules(report),
        worst(Kind::Misses, report),
        worst(Kind::FalseAlarms, report),
    ];
    let left_out = left_out(report);
    if !left_out.is_empty() {
        all.push(Section { title: "Left out".into(), lines: left_out, grid: None });
    }
    let faults: Vec<String> = report.input_errors.iter().map(fault).collect();
    if !faults.is_empty() {
        let title = "Values that could not be used, their rows scored without them".into();
        all.push(Section { title, lines: faults, grid: None });
    }
    all
}

fn title(report: &Report) -> String {
    let when = match (&report.as_of_field, &report.as_of) {
        (Some(field), _) => format!(", each row as of its `{field}`"),
        (None, Some(as_of)) => format!(", as of {as_of}"),
        (None, None) => String::new(),
    };
    format!("{} {} against `{}`{when}", report.ruleset.id, report.ruleset.version, report.label)
}

fn summary(report: &Report) -> Vec<String> {
    let rows = report.rows;
    let mut lines = vec![format!(
        "rows: {} read, {} scored ({} positives, {} negatives), {} left out",
        rows.read, rows.scored, rows.positives, rows.negatives, rows.left_out
    )];
    if let Some(auc) = report.auc {
        let interval = match auc.interval {
            Some([low, high]) => format!("95 % interval {low:.3} to {high:.3}, DeLong 1988"),
            None => "no interval: too few rows, or no variance".into(),
        };
        lines.push(format!("AUC: {:.3} ({interval})", auc.value));
    }
    if let Some(ks) = report.ks {
        lines.push(format!("KS: {:.3} at {}", ks.value, flagged(&ks.at)));
    }
    for at in &report.recall_at {
        let recall = rate(at.flagged.recall);
        lines.push(format!(
            "recall at {} % false positives: {recall} at {}",
            at.percent,
            flagged(&at.flagged)
        ));
    }
    if rows.failed > 0 {
        lines.push(format!("a rule failed in {}; `rules score` shows which", counted(rows.failed, "row")));
    }
    if rows.not_in_force > 0 {
        let outside = counted(rows.not_in_force, "row");
        lines.push(format!("the ruleset is not in force at the instant of {outside}, scored all the same"));
    }
    lines
}

/// `score >= 40 (recall 0.300, false positives 0.009, precision 0.950)`.
fn flagged(it: &Flagged) -> String {
    let Some(score) = it.score else { return "no score: the highest one already flags more".into() };
    let (recall, wrong) = (rate(it.recall), rate(it.false_positive_rate));
    format!("score >= {score} (recall {recall}, false positives {wrong}, precision {})", rate(it.precision))
}

fn levels(report: &Report) -> Grid {
    let rows = report.levels.iter().map(|level| {
        let it = &level.flagged;
        vec![
            level.level.clone(),
            (it.true_positives + it.false_positives).to_string(),
            it.true_positives.to_string(),
            rate(it.precision),
            rate(it.recall),
            rate(it.false_positive_rate),
        ]
    });
    let header = vec!["at least", "rows", "positives", "precision", "recall", "false positives"];
    Grid { numbers: 1..header.len(), header, rows: rows.collect() }
}

fn rules(report: &Report) -> Section {
    let (hit, never): (Vec<&Rule>, Vec<&Rule>) = report.rules.iter().partition(|rule| rule.hits.total() > 0);
    let rows = hit.into_iter().map(|rule| {
        vec![
            name(rule),
            rule.hits.total().to_string(),
            rate(rule.hit_rates.positives),
            rate(rule.hit_rates.negatives),
            rule.lift.map_or_else(none, |lift| format!("{lift:.2}")),
            points(rule.points_a_row.positives),
            points(rule.points_a_row.negatives),
        ]
    });
    let header = vec![
        "rule",
        "hits",
        "of positives",
        "of negatives",
        "lift",
        "points, positives",
        "points, negatives",
    ];
    let grid = Grid { numbers: 1..header.len(), header, rows: rows.collect() };
    let never = never_hit(&never, &report.rules);
    let lines = if never.is_empty() { Vec::new() } else { vec![format!("without a hit: {never}")] };
    Section { title: "Rules, points a row before groups and limits".into(), lines, grid: Some(grid) }
}

/// The ids of what never hit; of a rule with several bins or cells, how many of them.
fn never_hit(never: &[&Rule], all: &[Rule]) -> String {
    let mut ids: Vec<&str> = never.iter().map(|rule| rule.id.as_str()).collect();
    ids.dedup();
    let parts = ids.into_iter().map(|id| {
        let (missing, parts) =
            (never.iter().filter(|it| it.id == id).count(), all.iter().filter(|it| it.id == id).count());
        if parts == 1 { id.to_owned() } else { format!("{id} ({missing} of {parts} parts)") }
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn name(rule: &Rule) -> String {
    let part = if rule.part.is_empty() { String::new() } else { format!(", {}", rule.part) };
    format!("{}{part}{}", rule.id, if rule.shadow { " (shadow)" } else { "" })
}

fn worst(kind: Kind, report: &Report) -> Section {
    let (rows, as_bad, title, class) = match kind {
        Kind::Misses => {
            (&report.misses, report.as_bad.positives, "misses: positives with the lowest score", "positives")
        }
        Kind::FalseAlarms => (
            &report.false_alarms,
            report.as_bad.negatives,
            "false alarms: negatives with the highest score",
            "negatives",
        ),
    };
    let cells = rows.iter().map(|row| {
        let number = row.place.rsplit_once(':').map(|(_, number)| number).unwrap_or_default();
        let place = if report.files.len() == 1 { number } else { row.place.as_str() };
        let place = short(place);
        vec![
            if row.key == number { place.to_owned() } else { format!("{} ({place})", row.key) },
            row.score.to_string(),
            row.level_text(),
            some(row.hits.iter().cloned()),
            some(row.open.iter().cloned()),
        ]
    });
    let (shown, or) = (rows.len(), if kind == Kind::Misses { "less" } else { "more" });
    let lines = match rows.last() {
        Some(last) if as_bad > shown as u64 => {
            vec![format!("the first {shown} of {as_bad} {class} that score {} or {or}", last.score)]
        }
        _ => Vec::new(),
    };
    let header = vec!["row", "score", "level", "hits", "open"];
    let grid = Grid { numbers: 1..2, header, rows: cells.collect() };
    Section { title: format!("Worst {title}"), lines, grid: Some(grid) }
}

/// What was left out, by reason, with the first places.
pub fn left_out(report: &Report) -> Vec<String> {
    let row = |it: &LeftOutRow| {
        let found = it.found.as_ref().map(|found| format!(" (found {found})")).unwrap_or_default();
        format!("{}{found}", short(&it.place))
    };
    let reason = |it: &LeftOut| {
        let more = it.rows.len().saturating_sub(PLACES);
        let more = if more > 0 { format!(", … {more} more") } else { String::new() };
        let rows: Vec<String> = it.rows.iter().take(PLACES).map(row).collect();
        format!("{}: {}: {}{more}", counted(it.rows.len() as u64, "row"), it.reason, rows.join(", "))
    };
    let mut lines: Vec<String> = report.left_out.iter().take(REASONS).map(reason).collect();
    if let Some(more) = report.left_out.len().checked_sub(REASONS).filter(|more| *more > 0) {
        lines.push(format!("… {more} more reasons; --format json lists every row"));
    }
    lines
}

/// A place without the folders of its file.
fn short(place: &str) -> &str {
    place.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// "1 row", "3 rows".
fn counted(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn fault(it: &Fault) -> String {
    let (rows, first) = (counted(it.rows, "row"), short(&it.first));
    format!("`{}` in {rows}: {} expected {}, found {} in {first}", it.field, it.code, it.expected, it.found)
}

fn rate(value: Option<f64>) -> String {
    value.map_or_else(none, |value| format!("{value:.3}"))
}

fn points(value: Option<f64>) -> String {
    // No `-0.0`.
    value.map_or_else(none, |value| format!("{:.1}", if value.abs() < 0.05 { 0.0 } else { value }))
}

fn none() -> String {
    "–".into()
}
