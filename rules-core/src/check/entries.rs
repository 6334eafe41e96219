//! Rules, characteristics, tables and deadlines: what decides, and what each outcome gives.

use super::bins::{self, axis};
use super::fields::{action_ids, unknown_id};
use super::names::Binding;
use super::typing::Scope;
use super::{Checker, known, sources, texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::parse::document::{
    Amount, CharacteristicDecl, DeadlineDecl, Effect, EntryHead, Points as PointsDecl, RuleDecl, Status,
    TableDecl,
};
use crate::ruleset::typed::{Const, Kind, Type, Typed};
use crate::ruleset::{Basis, Days, Deadline, Entry, Outcome, Points, Test};
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

fn entry(head: &EntryHead, test: Test, outcomes: Vec<Outcome>) -> Entry {
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
struct Shared<'a> {
    group: Option<&'a Spanned<String>>,
    basis: &'a [Spanned<String>],
    scope: Scope<'a>,
    /// The condition, for points that read what it makes known.
    when: Option<&'a Typed>,
    /// Whether a hit may rest on a default.
    may_assume: bool,
    /// Whether the outcome must have a reason even without points.
    is_rule: bool,
}

fn rule(checker: &mut Checker<'_>, decl: &RuleDecl) -> Option<Entry> {
    let list = decl.each.as_ref().and_then(|name| list_of(checker, name));
    let scope = Scope { list, ..Scope::default() };
    let expression = decl.when.as_ref()?;
    let when = checker.boolean(&expression.expr, scope, "`when`");
    let count = rule_count(checker, decl);
    let shared = Shared {
        group: None,
        basis: &[],
        scope,
        when: when.as_ref(),
        may_assume: when.as_ref().is_some_and(|when| known::has_default(checker, when)),
        is_rule: true,
    };
    let outcome = outcome(checker, &decl.effect, decl.head.id.span, &shared)?;
    let text = expression.text.clone();
    let test = Test::When { when: when.clone()?, text, each: list, count };
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
            checker.report(unknown_id("list of records", name, &known));
            None
        }
    }
}

fn outcome(checker: &mut Checker<'_>, effect: &Effect, place: Span, shared: &Shared<'_>) -> Option<Outcome> {
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
    if matters && effect.reason.is_none() {
        checker.report(
            Diagnostic::new(Code::E213, place, "this can fire and has no reason")
                .help("say in `reason` what was found, in each language"),
        );
    }
    if shared.may_assume && effect.reason.is_some() && effect.reason_assumed.is_none() {
        checker.report(
            Diagnostic::new(
                Code::E212,
                place,
                "a hit may rest on a default here and has no `reason_assumed`",
            )
            .help("say in `reason_assumed` what was assumed, in each language"),
        );
    }
    let given = if effect.basis.is_empty() { shared.basis } else { &effect.basis };
    let basis = if matters { sources::basis(checker, given, place) } else { Vec::new() };
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

fn computed(
    checker: &mut Checker<'_>,
    expression: &crate::parse::document::Expression,
    shared: &Shared<'_>,
) -> Option<Points> {
    // Points do not use item fields: which item would it be?
    let points = checker.typed(&expression.expr, Scope::default())?;
    if points.ty != Type::Int {
        checker.expected_type(points.span, "`points`", "an integer", points.ty);
        return None;
    }
    known::points_are_known(checker, &points, shared.when);
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
        let diagnostic = unknown_id("group", id, &known);
        checker.report(diagnostic);
    }
    found
}

fn level_id(checker: &mut Checker<'_>, id: &Spanned<String>) -> Option<usize> {
    let found = checker.names.levels.get(&id.value).copied();
    if found.is_none() {
        let known: Vec<&str> = checker.document.levels.iter().map(|level| level.id.value.as_str()).collect();
        let diagnostic = unknown_id("level", id, &known);
        checker.report(diagnostic);
    }
    found
}

fn characteristic(checker: &mut Checker<'_>, decl: &CharacteristicDecl) -> Option<Entry> {
    let axis = axis(checker, &decl.axis);
    let mut outcomes = Vec::new();
    for bin in &decl.axis.bins {
        let shared = Shared {
            group: decl.group.as_ref(),
            basis: &decl.basis,
            scope: Scope::default(),
            when: None,
            may_assume: bins::may_assume(checker, axis.as_ref(), &bin.test),
            is_rule: false,
        };
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
    let mut outcomes = Vec::new();
    for row in 0..height {
        for column in 0..width {
            let effect = cell_effect(decl, row, column);
            let place = decl.points.get(row).map_or(decl.head.span, |row| row.span);
            let tests = (row_decl.bins.get(row), column_decl.bins.get(column));
            let may_assume = tests.0.is_some_and(|bin| bins::may_assume(checker, rows.as_ref(), &bin.test))
                || tests.1.is_some_and(|bin| bins::may_assume(checker, columns.as_ref(), &bin.test));
            let shared = Shared {
                group: decl.effect.group.as_ref(),
                basis: &decl.effect.basis,
                scope: Scope::default(),
                when: None,
                may_assume,
                is_rule: false,
            };
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
            None => format!("{} rows", decl.points.len()),
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

/// The table's effect with the cell's own points, and with what the cell says itself.
fn cell_effect(decl: &TableDecl, row: usize, column: usize) -> Effect {
    let points = decl.points.get(row).and_then(|cells| cells.value.get(column)).cloned();
    let at = |n: i64, i: usize| usize::try_from(n) == Ok(i);
    let own = decl.cells.iter().find(|cell| at(cell.row.value, row) && at(cell.column.value, column));
    let silent = points.as_ref().is_none_or(|points| points.value == 0) && own.is_none();
    let mut effect = if silent { Effect::default() } else { decl.effect.clone() };
    effect.points = points.map(PointsDecl::Fixed);
    let Some(own) = own.map(|cell| cell.effect.clone()) else { return effect };
    Effect {
        points: own.points.or(effect.points),
        group: own.group.or(effect.group),
        at_least: own.at_least.or(effect.at_least),
        reason: own.reason.or(effect.reason),
        reason_assumed: own.reason_assumed.or(effect.reason_assumed),
        basis: if own.basis.is_empty() { effect.basis } else { own.basis },
        actions: if own.actions.is_empty() { effect.actions } else { own.actions },
    }
}

/// Deadlines, which expressions may read.
pub fn deadlines(checker: &mut Checker<'_>) -> Vec<Deadline> {
    let document = checker.document;
    document.deadlines.iter().filter_map(|decl| deadline(checker, decl)).collect()
}

fn deadline(checker: &mut Checker<'_>, decl: &DeadlineDecl) -> Option<Deadline> {
    let title = match &decl.title {
        Some(title) => texts::complete(checker, title),
        None => vec![decl.head.id.value.clone(); checker.document.header.languages.len()],
    };
    let start = decl.start.as_ref().and_then(|name| date_field(checker, name, "`from`"));
    let done = decl.done.as_ref().and_then(|name| date_field(checker, name, "`done`"));
    let amount = decl.working_days.as_ref().or(decl.days.as_ref()).and_then(|days| days_of(checker, days));
    let optional = |checker: &mut Checker<'_>, days: &Option<Amount>| {
        days.as_ref().and_then(|days| days_of(checker, days))
    };
    let (extend, pause) = (optional(checker, &decl.extend), optional(checker, &decl.pause));
    let soon = optional(checker, &decl.soon_days);
    let basis: Vec<Basis> = sources::basis(checker, &decl.basis, decl.head.id.span);
    Some(Deadline {
        id: decl.head.id.value.clone(),
        title,
        start: start?,
        days: amount?,
        working: decl.working_days.is_some(),
        extend,
        pause,
        done: done?,
        soon,
        roll: decl.roll,
        basis,
    })
}

fn date_field(checker: &mut Checker<'_>, name: &Spanned<String>, what: &str) -> Option<usize> {
    checker.used.insert(name.value.clone());
    let found = match checker.names.get(&name.value) {
        Some(Binding::Field(index)) => checker.fields.get(index).map(|field| (index, field.ty)),
        _ => None,
    };
    match found {
        Some((index, Type::Date | Type::Datetime)) => Some(index),
        Some((_, other)) => {
            checker.expected_type(name.span, what, "a date field", other);
            None
        }
        None => {
            let dates = checker.fields.iter().filter(|it| matches!(it.ty, Type::Date | Type::Datetime));
            let known: Vec<String> = dates.map(|field| field.name.clone()).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            checker.report(unknown_id("date field", name, &known));
            None
        }
    }
}

fn days_of(checker: &mut Checker<'_>, amount: &Amount) -> Option<Days> {
    match amount {
        Amount::Fixed(days) => {
            if !(0..=36_600).contains(&days.value) {
                let diagnostic = Diagnostic::new(Code::E121, days.span, format!("{} days", days.value));
                checker.report(diagnostic.expected("0 to 36600 days", days.value.to_string()));
            }
            Some(Days::Fixed(days.value))
        }
        Amount::Named(name) => named_days(checker, name),
    }
}

fn named_days(checker: &mut Checker<'_>, name: &Spanned<String>) -> Option<Days> {
    checker.used.insert(name.value.clone());
    let (days, ty) = match checker.names.get(&name.value) {
        Some(Binding::Field(index)) => (Days::Field(index), checker.fields.get(index)?.ty),
        Some(Binding::Param(index)) => (Days::Param(index), checker.params.get(index)?.ty),
        _ => {
            let message = format!("`{}` is no parameter and no integer field", name.value);
            checker.report(Diagnostic::new(Code::E201, name.span, message));
            return None;
        }
    };
    if ty != Type::Int {
        checker.expected_type(name.span, "a number of days", "an integer", ty);
        return None;
    }
    Some(days)
}

/// A deadline as an entry that gives points: outcome 0 when late, 1 when soon.
fn deadline_entry(checker: &mut Checker<'_>, index: usize, decl: &DeadlineDecl) -> Option<Entry> {
    if decl.head.status == Status::Retired {
        return None;
    }
    let shared = Shared {
        group: decl.group.as_ref(),
        basis: &decl.basis,
        scope: Scope::default(),
        when: None,
        may_assume: false,
        is_rule: false,
    };
    let place = decl.head.id.span;
    let silent = Effect::default();
    let late = outcome(checker, decl.late.as_ref().unwrap_or(&silent), place, &shared);
    let soon = outcome(checker, decl.soon.as_ref().unwrap_or(&silent), place, &shared);
    Some(entry(&decl.head, Test::Deadline(index), vec![late?, soon?]))
}
