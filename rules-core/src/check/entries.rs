//! Rules, characteristics, tables and deadlines: what decides, and what each outcome gives.

use super::bins::{self, axis};
use super::deadlines::deadline_entry;
use super::fields::{action_ids, unknown_id};
use super::names::Binding;
use super::typing::Scope;
use super::{Checker, known, sources, texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::parse::document::{
    BinDecl, CharacteristicDecl, Effect, EntryHead, Expression, Points as PointsDecl, RuleDecl, TableDecl,
};
use crate::ruleset::typed::{Const, Kind, Type, Typed};
use crate::ruleset::{Axis, Entry, Outcome, Points, Test};
use crate::source::{Span, Spanned};

/// All entries in the order of the file.
pub fn entries(checker: &mut Checker<'_>) -> Vec<Entry> {
    let document = checker.document;
    let mut all: Vec<Entry> = Vec::new();
    all.extend(document.rules.iter().filter_map(|decl| rule(checker, decl)));
    all.extend(document.characteristics.iter().filter_map(|decl| characteristic(checker, decl)));
    all.extend(document.tables.iter().filter_map(|decl| table(checker, decl)));
    all.extend(
        document.deadlines.iter().enumerate().filter_map(|(i, decl)| deadline_entry(checker, i, decl)),
    );
    if all.len() > limits::RULES {
        let message = format!("{} rules", all.len());
        checker.report(
            Diagnostic::new(Code::E103, document.header.span, message)
                .expected(format!("at most {}", limits::RULES), all.len().to_string()),
        );
    }
    all.sort_by_key(|entry| entry.span.start);
    all
}

pub fn entry(head: &EntryHead, test: Test, outcomes: Vec<Outcome>) -> Entry {
    Entry {
        id: head.id.value.clone(),
        status: head.status,
        from: head.from.as_ref().map(|date| date.value),
        until: head.until.as_ref().map(|date| date.value),
        about: head.about,
        test,
        outcomes,
        span: head.span,
    }
}

/// What the entry gives to its outcomes where they do not say themselves.
pub struct Shared<'a> {
    pub head: &'a EntryHead,
    pub group: Option<&'a Spanned<String>>,
    pub basis: &'a [Spanned<String>],
    pub scope: Scope<'a>,
    /// The condition, for points that read what it makes known.
    pub when: Option<&'a Typed>,
    /// Whether a hit may rest on a default.
    pub may_assume: bool,
    /// Whether the outcome must have a reason even without points.
    pub is_rule: bool,
}

impl<'a> Shared<'a> {
    /// What an entry that is no rule gives.
    pub fn of(head: &'a EntryHead, basis: &'a [Spanned<String>]) -> Self {
        let scope = Scope::default();
        Self { head, group: None, basis, scope, when: None, may_assume: false, is_rule: false }
    }
}

fn rule(checker: &mut Checker<'_>, decl: &RuleDecl) -> Option<Entry> {
    let list = decl.each.as_ref().and_then(|name| list_of(checker, name));
    let scope = Scope { list, ..Scope::default() };
    // Without the list nothing is known about the names in the condition.
    let expression = decl.when.as_ref().filter(|_| list.is_some() == decl.each.is_some());
    let when = expression.and_then(|it| checker.boolean(&it.expr, scope, "`when`"));
    let count = rule_count(checker, decl);
    let may_assume = when.as_ref().is_some_and(|when| known::has_default(checker, when));
    let shared =
        Shared { scope, when: when.as_ref(), may_assume, is_rule: true, ..Shared::of(&decl.head, &[]) };
    let outcome = outcome(checker, &decl.effect, decl.head.id.span, &shared)?;
    let text = expression?.text.clone();
    let test = Test::When { when: when?, text, each: list, count };
    Some(entry(&decl.head, test, vec![outcome]))
}

fn rule_count(checker: &mut Checker<'_>, decl: &RuleDecl) -> u32 {
    let Some(count) = &decl.count else { return 1 };
    if decl.each.is_none() {
        let diagnostic =
            Diagnostic::new(Code::E224, count.span, "`count` counts items, and no `each` names them");
        checker.report(diagnostic.help("add `each = \"…\"` with a list of records"));
    }
    let value = u32::try_from(count.value).ok().filter(|&n| n > 0);
    if value.is_none() {
        let diagnostic = Diagnostic::new(Code::E121, count.span, format!("`count` is {}", count.value));
        checker.report(diagnostic.expected("1 or more", count.value.to_string()));
    }
    value.unwrap_or(1)
}

fn list_of(checker: &mut Checker<'_>, name: &Spanned<String>) -> Option<usize> {
    checker.used.insert(name.value.clone());
    match checker.names.get(&name.value) {
        Some(Binding::Field(index))
            if checker.fields.get(index).is_some_and(|field| field.ty == Type::Records(index)) =>
        {
            Some(index)
        }
        _ => {
            let fields = checker.fields.iter().filter(|field| matches!(field.ty, Type::Records(_)));
            let known: Vec<String> = fields.map(|field| field.name.clone()).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            checker.report(unknown_id("list of records", name, &known, checker.source));
            None
        }
    }
}

/// What a rule, a bin, a cell or a deadline's state gives.
pub fn outcome(
    checker: &mut Checker<'_>,
    effect: &Effect,
    place: Span,
    shared: &Shared<'_>,
) -> Option<Outcome> {
    let scope = shared.scope;
    let points = match &effect.points {
        None => Some(Points::Fixed(0)),
        Some(PointsDecl::Fixed(points)) => Some(Points::Fixed(points.value)),
        Some(PointsDecl::Computed(expression)) => computed(checker, expression, shared),
    };
    let matters = !matches!(points, Some(Points::Fixed(0)))
        || effect.at_least.is_some()
        || !effect.actions.is_empty()
        || shared.is_rule;
    reasons(checker, effect, place, matters, shared.may_assume);
    let given = if effect.basis.is_empty() { shared.basis } else { &effect.basis };
    let basis = if matters { sources::basis(checker, given, place, shared.head) } else { Vec::new() };
    let group = effect.group.as_ref().or(shared.group).and_then(|group| group_id(checker, group));
    Some(Outcome {
        points: points?,
        group,
        floor: effect.at_least.as_ref().and_then(|level| level_id(checker, level)),
        actions: action_ids(checker, &effect.actions),
        reason: effect.reason.as_ref().map(|text| texts::template(checker, text, scope)),
        reason_assumed: effect.reason_assumed.as_ref().map(|text| texts::template(checker, text, scope)),
        basis,
        span: place,
    })
}

/// Reports reasons that must be there and are not.
fn reasons(checker: &mut Checker<'_>, effect: &Effect, place: Span, matters: bool, may_assume: bool) {
    if matters && effect.reason.is_none() && !effect.misread_reason {
        checker.report(
            Diagnostic::new(Code::E213, place, "this can fire and has no reason")
                .help("say in `reason` what was found, in each language"),
        );
    }
    let is_read = effect.reason.is_some() && !effect.misread_assumed;
    if may_assume && is_read && effect.reason_assumed.is_none() {
        let message = "a hit may rest on a default here and has no `reason_assumed`";
        checker.report(
            Diagnostic::new(Code::E212, place, message)
                .help("say in `reason_assumed` what was assumed, in each language"),
        );
    }
}

fn computed(checker: &mut Checker<'_>, expression: &Expression, shared: &Shared<'_>) -> Option<Points> {
    // Points do not use item fields: which item would it be?
    let points = checker.typed(&expression.expr, Scope::default())?;
    if points.ty != Type::Int {
        checker.expected_type(points.span, "`points`", "an integer", points.ty);
        return None;
    }
    // Of a condition that has no type it is not known what it makes known.
    if shared.when.is_some() || !shared.is_rule {
        known::points_are_known(checker, &points, shared.when);
    }
    if let Kind::Const(Const::Int(value)) = points.kind {
        return Some(Points::Fixed(value));
    }
    let range = super::ranges::integer_range(checker, &points);
    Some(Points::Computed(points, range))
}

fn group_id(checker: &mut Checker<'_>, id: &Spanned<String>) -> Option<usize> {
    checker.used_ids.insert(format!("group {}", id.value));
    let found = checker.names.groups.get(&id.value).copied();
    if found.is_none() {
        let known: Vec<&str> = checker.names.groups.keys().map(String::as_str).collect();
        let diagnostic = unknown_id("group", id, &known, checker.source);
        checker.report(diagnostic);
    }
    found
}

pub fn level_id(checker: &mut Checker<'_>, id: &Spanned<String>) -> Option<usize> {
    let found = checker.names.levels.get(&id.value).copied();
    if found.is_none() {
        let known: Vec<&str> = checker.document.levels.iter().map(|level| level.id.value.as_str()).collect();
        let diagnostic = unknown_id("level", id, &known, checker.source);
        checker.report(diagnostic);
    }
    found
}

fn characteristic(checker: &mut Checker<'_>, decl: &CharacteristicDecl) -> Option<Entry> {
    let axis = axis(checker, &decl.axis);
    let mut outcomes = Vec::new();
    for bin in &decl.axis.bins {
        let may_assume = bins::may_assume(checker, axis.as_ref(), &bin.test);
        let shared = Shared { group: decl.group.as_ref(), may_assume, ..Shared::of(&decl.head, &decl.basis) };
        outcomes.push(outcome(checker, &bin.effect, bin.span, &shared));
    }
    let outcomes: Option<Vec<_>> = outcomes.into_iter().collect();
    Some(entry(&decl.head, Test::Bins(axis?), outcomes?))
}

fn table(checker: &mut Checker<'_>, decl: &TableDecl) -> Option<Entry> {
    let (row_decl, column_decl) = (decl.rows.as_ref()?, decl.columns.as_ref()?);
    let (rows, columns) = (axis(checker, row_decl), axis(checker, column_decl));
    let (height, width) = (row_decl.bins.len(), column_decl.bins.len());
    check_shape(checker, decl, height, width);
    let assumes = |checker: &Checker<'_>, axis: &Option<Axis>, bin: Option<&BinDecl>| {
        bin.is_some_and(|bin| bins::may_assume(checker, axis.as_ref(), &bin.test))
    };
    let mut outcomes = Vec::new();
    for row in 0..height {
        for column in 0..width {
            let (effect, place) = cell(decl, row, column);
            let may_assume = assumes(checker, &rows, row_decl.bins.get(row))
                || assumes(checker, &columns, column_decl.bins.get(column));
            let shared = Shared { may_assume, ..Shared::of(&decl.head, &decl.effect.basis) };
            outcomes.push(outcome(checker, &effect, place, &shared));
        }
    }
    let outcomes: Option<Vec<_>> = outcomes.into_iter().collect();
    Some(entry(&decl.head, Test::Table(rows?, columns?), outcomes?))
}

fn check_shape(checker: &mut Checker<'_>, decl: &TableDecl, height: usize, width: usize) {
    let wide = decl.points.iter().find(|row| row.value.len() != width);
    if decl.points.len() != height || wide.is_some() {
        let span = wide.map_or(decl.head.id.span, |row| row.span);
        let message = format!("the table `{}` has points of the wrong shape", decl.head.id.value);
        let found = match wide {
            Some(row) => format!("a row of {}", row.value.len()),
            None => format!("rows: {}", decl.points.len()),
        };
        checker.report(
            Diagnostic::new(Code::E226, span, message)
                .expected(format!("{height} rows of {width} points"), found)
                .help("give one row of points for each bin of `rows`, one number for each bin of `columns`"),
        );
    }
    for cell in &decl.cells {
        let inside = |at: i64, size: usize| usize::try_from(at).is_ok_and(|at| at < size);
        if !inside(cell.row.value, height) || !inside(cell.column.value, width) {
            let message = format!("there is no cell {}, {}", cell.row.value, cell.column.value);
            checker.report(
                Diagnostic::new(Code::E226, cell.span, message).expected(
                    format!("rows under {height}, columns under {width}, from 0"),
                    "a cell outside",
                ),
            );
        }
    }
}

/// The table's effect with the cell's own points, and with what the cell says itself; and its place.
fn cell(decl: &TableDecl, row: usize, column: usize) -> (Effect, Span) {
    let points = decl.points.get(row).and_then(|cells| cells.value.get(column));
    let at = |n: i64, i: usize| usize::try_from(n) == Ok(i);
    let own = decl.cells.iter().find(|cell| at(cell.row.value, row) && at(cell.column.value, column));
    let silent = points.is_none_or(|points| points.value == 0) && own.is_none();
    let mut effect = if silent { Effect::default() } else { decl.effect.clone() };
    effect.points = points.cloned().map(PointsDecl::Fixed);
    let place = points.map_or(decl.head.id.span, |points| points.span);
    let Some(cell) = own else { return (effect, place) };
    let own = cell.effect.clone();
    let effect = Effect {
        points: own.points.or(effect.points),
        group: own.group.or(effect.group),
        at_least: own.at_least.or(effect.at_least),
        reason: own.reason.or(effect.reason),
        reason_assumed: own.reason_assumed.or(effect.reason_assumed),
        basis: if own.basis.is_empty() { effect.basis } else { own.basis },
        actions: if own.actions.is_empty() { effect.actions } else { own.actions },
        misread_reason: own.misread_reason || effect.misread_reason,
        misread_assumed: own.misread_assumed || effect.misread_assumed,
    };
    (effect, cell.span)
}
