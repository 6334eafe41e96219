//! Rules, characteristics, tables and deadlines: what gives points.

use super::document::*;
use super::read::check_dates;
use super::reader::{Node, Tab, span_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use toml::de::DeValue;

fn head(tab: &mut Tab<'_, '_>) -> Option<EntryHead> {
    let words = [("active", Status::Active), ("shadow", Status::Shadow), ("retired", Status::Retired)];
    let id = tab.id("id");
    let head = EntryHead {
        status: tab.choice("status", &words).map(|status| status.value).unwrap_or_default(),
        from: tab.date("from"),
        until: tab.date("until"),
        about: tab
            .choice("about", &[("handling", About::Handling), ("harm", About::Harm)])
            .map(|about| about.value),
        misread_basis: tab.misread("basis"),
        span: tab.span,
        id: id?,
    };
    check_dates(tab, head.from.as_ref(), head.until.as_ref());
    Some(head)
}

fn effect(tab: &mut Tab<'_, '_>) -> Effect {
    Effect {
        points: points(tab),
        group: tab.string("group"),
        at_least: tab.string("at_least"),
        reason: tab.text("reason"),
        reason_assumed: tab.text("reason_assumed"),
        basis: tab.strings("basis"),
        actions: tab.strings("actions"),
        misread_reason: tab.misread("reason"),
        misread_assumed: tab.misread("reason_assumed"),
    }
}

/// Points beyond this could overflow a sum over all rules.
const MAX_POINTS: i64 = 1_000_000;

fn points(tab: &mut Tab<'_, '_>) -> Option<Points> {
    let node = tab.get("points")?;
    match node.get_ref() {
        DeValue::String(_) => tab.reader.expression(node, "points").map(Points::Computed),
        _ => fixed_points(tab, node).map(Points::Fixed),
    }
}

fn fixed_points(tab: &Tab<'_, '_>, node: &Node<'_>) -> Option<Spanned<i64>> {
    let points = tab.reader.integer(node, "points")?;
    if points.value.abs() <= MAX_POINTS {
        return Some(points);
    }
    tab.reader.report(
        Diagnostic::new(Code::E121, points.span, format!("{} points", points.value))
            .expected(format!("-{MAX_POINTS} to {MAX_POINTS}"), points.value.to_string()),
    );
    None
}

pub fn rule(mut tab: Tab<'_, '_>) -> Option<RuleDecl> {
    let head = head(&mut tab);
    let when = tab.need_expression("when");
    let rule = RuleDecl {
        when,
        each: tab.string("each"),
        count: tab.integer("count"),
        effect: effect(&mut tab),
        head: head?,
    };
    tab.finish();
    Some(rule)
}

fn edge(tab: &mut Tab<'_, '_>, key: &str) -> Option<Edge> {
    let node = tab.get(key)?;
    match node.get_ref() {
        DeValue::String(name) => Some(Edge::Param(Spanned::new(name.to_string(), span_of(node)))),
        _ => tab.reader.numeral(node, key).map(Edge::Numeral),
    }
}

/// `is = ["phone"]`, `is = "phone"`, `is = true`.
fn is_values(tab: &mut Tab<'_, '_>) -> Option<Vec<Spanned<String>>> {
    let node = tab.get("is")?;
    let one = |node: &Node<'_>| match node.get_ref() {
        DeValue::Boolean(value) => Some(Spanned::new(value.to_string(), span_of(node))),
        DeValue::String(value) => Some(Spanned::new(value.to_string(), span_of(node))),
        DeValue::Integer(value) => Some(Spanned::new(value.to_string(), span_of(node))),
        _ => None,
    };
    let values: Option<Vec<_>> = match node.get_ref() {
        DeValue::Array(items) => items.iter().map(one).collect(),
        _ => one(node).map(|value| vec![value]),
    };
    if values.is_none() {
        tab.reader.wrong_kind(node, "is", "a value or a list of values");
    }
    values
}

fn bin(mut tab: Tab<'_, '_>) -> BinDecl {
    let below = edge(&mut tab, "below").map(BinTest::Below);
    let up_to = edge(&mut tab, "up_to").map(BinTest::UpTo);
    let is = is_values(&mut tab).map(BinTest::Is);
    let unknown = tab.boolean("unknown").filter(|flag| flag.value).map(|_| BinTest::Unknown);
    let mut tests: Vec<BinTest> = [below, up_to, is, unknown].into_iter().flatten().collect();
    if tests.len() > 1 {
        let diagnostic = Diagnostic::new(Code::E106, tab.span, "a bin has one test")
            .expected("one of `below`, `up_to`, `is` and `unknown`", format!("{} of them", tests.len()));
        tab.reader.report(diagnostic);
    }
    let bin =
        BinDecl { test: tests.pop().unwrap_or(BinTest::Rest), effect: effect(&mut tab), span: tab.span };
    tab.finish();
    bin
}

fn axis(tab: &mut Tab<'_, '_>) -> AxisDecl {
    let value = tab.need_expression("value");
    tab.need("bins");
    let bins = tab.tables("bins", "bin").into_iter().map(bin).collect();
    AxisDecl { value, bins, span: tab.span }
}

pub fn characteristic(mut tab: Tab<'_, '_>) -> Option<CharacteristicDecl> {
    let head = head(&mut tab);
    let axis = axis(&mut tab);
    let (group, basis) = (tab.string("group"), tab.strings("basis"));
    tab.finish();
    Some(CharacteristicDecl { head: head?, axis, group, basis })
}

pub fn table(mut tab: Tab<'_, '_>) -> Option<TableDecl> {
    let head = head(&mut tab);
    let mut side = |key: &str| {
        tab.need(key);
        let mut inner = tab.table(key, "axis")?;
        let axis = axis(&mut inner);
        inner.finish();
        Some(axis)
    };
    let (rows, columns) = (side("rows"), side("columns"));
    let points = point_rows(&mut tab);
    let cells = tab.tables("cell", "cell").into_iter().filter_map(cell).collect();
    let effect = Effect {
        points: None,
        group: tab.string("group"),
        at_least: tab.string("at_least"),
        reason: tab.text("reason"),
        reason_assumed: tab.text("reason_assumed"),
        basis: tab.strings("basis"),
        actions: tab.strings("actions"),
        misread_reason: tab.misread("reason"),
        misread_assumed: tab.misread("reason_assumed"),
    };
    tab.finish();
    Some(TableDecl { head: head?, rows, columns, points, cells, effect })
}

fn point_rows(tab: &mut Tab<'_, '_>) -> Vec<Spanned<Vec<Spanned<i64>>>> {
    let Some(node) = tab.need("points") else { return Vec::new() };
    let DeValue::Array(rows) = node.get_ref() else {
        tab.reader.wrong_kind(node, "points", "a list of rows of points");
        return Vec::new();
    };
    let row = |node: &Node<'_>| {
        let DeValue::Array(cells) = node.get_ref() else {
            tab.reader.wrong_kind(node, "points", "a list of rows of points");
            return None;
        };
        let points = cells.iter().filter_map(|cell| fixed_points(tab, cell)).collect();
        Some(Spanned::new(points, span_of(node)))
    };
    rows.iter().filter_map(row).collect()
}

fn cell(mut tab: Tab<'_, '_>) -> Option<CellDecl> {
    tab.need("row");
    tab.need("column");
    let (row, column) = (tab.integer("row"), tab.integer("column"));
    let cell = CellDecl { row: row?, column: column?, effect: effect(&mut tab), span: tab.span };
    tab.finish();
    Some(cell)
}

/// A number of days: an integer, or the name of a parameter or field.
fn amount(tab: &mut Tab<'_, '_>, key: &str) -> Option<Amount> {
    let node = tab.get(key)?;
    match node.get_ref() {
        DeValue::String(name) => Some(Amount::Named(Spanned::new(name.to_string(), span_of(node)))),
        _ => tab.reader.integer(node, key).map(Amount::Fixed),
    }
}

/// `soon = 7`, or a table with `days` and what it gives.
fn soon(tab: &mut Tab<'_, '_>) -> (Option<Amount>, Option<Effect>) {
    let is_table = tab.get("soon").is_some_and(|node| node.get_ref().is_table());
    if !is_table {
        return (amount(tab, "soon"), None);
    }
    let Some(mut inner) = tab.table("soon", "soon") else { return (None, None) };
    inner.need("days");
    let days = amount(&mut inner, "days");
    let effect = effect(&mut inner);
    inner.finish();
    (days, Some(effect))
}

pub fn deadline(mut tab: Tab<'_, '_>) -> Option<DeadlineDecl> {
    let head = head_of_deadline(&mut tab);
    let (soon_days, soon) = soon(&mut tab);
    let late = tab.table("late", "late").map(|mut inner| {
        let effect = effect(&mut inner);
        inner.finish();
        effect
    });
    let decl = DeadlineDecl {
        title: tab.text("title"),
        whose: whose(&mut tab),
        start: tab.need_string("from"),
        days: amount(&mut tab, "days"),
        working_days: amount(&mut tab, "working_days"),
        extend: amount(&mut tab, "extend"),
        pause: amount(&mut tab, "pause"),
        done: tab.need_string("done"),
        roll: tab.boolean("roll").is_some_and(|flag| flag.value),
        basis: tab.strings("basis"),
        group: tab.string("group"),
        soon_days,
        soon,
        late,
        head: head?,
    };
    if decl.days.is_some() == decl.working_days.is_some() {
        let diagnostic = Diagnostic::new(Code::E105, tab.span, "a deadline needs `days` or `working_days`")
            .expected("exactly one of them", if decl.days.is_some() { "both" } else { "none" });
        tab.reader.report(diagnostic);
    }
    tab.finish();
    Some(decl)
}

fn whose(tab: &mut Tab<'_, '_>) -> Whose {
    let words = [("office", Whose::Office), ("citizen", Whose::Citizen)];
    tab.choice("whose", &words).map(|whose| whose.value).unwrap_or_default()
}

/// A deadline's `from` is its first day and its `until` is not used: its id is a name.
fn head_of_deadline(tab: &mut Tab<'_, '_>) -> Option<EntryHead> {
    let words = [("active", Status::Active), ("shadow", Status::Shadow), ("retired", Status::Retired)];
    let id = tab.need_string("id").filter(|id| tab.reader.check_name(id));
    let status = tab.choice("status", &words).map(|status| status.value).unwrap_or_default();
    let about =
        tab.choice("about", &[("handling", About::Handling), ("harm", About::Harm)]).map(|about| about.value);
    let misread_basis = tab.misread("basis");
    Some(EntryHead { id: id?, status, from: None, until: None, about, misread_basis, span: tab.span })
}
