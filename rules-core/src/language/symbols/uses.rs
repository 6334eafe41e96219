//! Where names are used: in keys that take one, in expressions, in templates, in cases.

use super::{Collector, Kind, Symbol, item_owner};
use crate::parse::ast::{BinaryOp, Expr, ExprKind};
use crate::parse::document::{
    Amount, AxisDecl, BinDecl, BinTest, CaseDecl, DeadlineDecl, Edge, Effect, Expression, FieldType, Points,
    PropertyDecl, Text,
};
use crate::parse::toml_text::SpanMap;
use crate::source::{Span, Spanned};

/// Collects all uses of what is defined.
pub fn collect(collector: &mut Collector<'_>) {
    let document = collector.document;
    if let Some(clock) = &document.header.clock {
        collector.used(Kind::Field, "", clock);
    }
    for field in &document.fields {
        expression(collector, field.relevant.as_ref(), None);
    }
    for feature in &document.features {
        expression(collector, Some(&feature.expression), None);
    }
    for rule in &document.rules {
        let list = rule.each.as_ref();
        list.into_iter().for_each(|list| collector.used(Kind::Field, "", list));
        let list = list.map(|list| list.value.as_str());
        expression(collector, rule.when.as_ref(), list);
        effect(collector, &rule.effect, list);
    }
    for row in &document.characteristics {
        shared(collector, row.group.as_ref(), &row.basis);
        axis(collector, &row.axis);
    }
    for table in &document.tables {
        [&table.rows, &table.columns].into_iter().flatten().for_each(|side| axis(collector, side));
        table.cells.iter().for_each(|cell| effect(collector, &cell.effect, None));
        effect(collector, &table.effect, None);
    }
    document.deadlines.iter().for_each(|it| deadline(collector, it));
    for level in &document.levels {
        level.actions.iter().for_each(|it| collector.used(Kind::Action, "", it));
    }
    document.properties.iter().for_each(|it| property(collector, it));
    document.cases.iter().for_each(|it| case(collector, it));
}

fn expression(collector: &mut Collector<'_>, expression: Option<&Expression>, list: Option<&str>) {
    if let Some(expression) = expression {
        expr(collector, &expression.expr, list);
    }
}

fn expr(collector: &mut Collector<'_>, it: &Expr, list: Option<&str>) {
    match &it.kind {
        ExprKind::Name(name) => {
            let symbol = named(collector, name, list);
            collector.used_at(symbol, it.span);
        }
        ExprKind::Call { function, .. } => collector.used(Kind::Script, "", function),
        ExprKind::Method { receiver, arguments, .. } => {
            expr(collector, receiver, list);
            if let Some(owner) = choices(collector, receiver, list) {
                arguments.iter().for_each(|it| value(collector, it, &owner));
            }
            let records = records(collector, receiver);
            arguments.iter().for_each(|it| expr(collector, it, records.as_deref().or(list)));
            return;
        }
        ExprKind::Binary { op, left, right } if matches!(op.value, BinaryOp::Eq | BinaryOp::Ne) => {
            compared(collector, left, right, list);
            compared(collector, right, left, list);
        }
        ExprKind::In { value, set, .. } => {
            compared(collector, value, set, list);
            compared(collector, set, value, list);
        }
        ExprKind::Switch { value, arms, .. } => {
            let labels = arms.iter().flat_map(|arm| &arm.labels);
            labels.for_each(|label| compared(collector, value, label, list));
        }
        ExprKind::Default { value, default } => compared(collector, value, default, list),
        _ => {}
    }
    it.children().into_iter().for_each(|child| expr(collector, child, list));
}

/// What a name in an expression stands for.
fn named(collector: &Collector<'_>, name: &str, list: Option<&str>) -> Option<usize> {
    let item = list.and_then(|list| collector.symbols.find(Kind::Item, list, name));
    item.or_else(|| collector.symbols.shared(name))
}

/// The list of records that an expression names.
fn records(collector: &Collector<'_>, it: &Expr) -> Option<String> {
    let ExprKind::Name(name) = &it.kind else { return None };
    let field = collector.document.fields.iter().find(|field| field.name.value == *name)?;
    (field.ty.value == FieldType::Records).then(|| name.clone())
}

/// Who owns the values that an expression may have.
fn choices(collector: &Collector<'_>, it: &Expr, list: Option<&str>) -> Option<String> {
    let name = match &it.kind {
        ExprKind::Name(name) => name,
        ExprKind::Default { value, .. } => return choices(collector, value, list),
        _ => return None,
    };
    let symbol = collector.symbols.all.get(named(collector, name, list)?)?;
    let owner = match symbol {
        Symbol { kind: Kind::Field, name, .. } => name.clone(),
        Symbol { kind: Kind::Item, owner, name } => item_owner(owner, name),
        _ => return None,
    };
    let is_enum = collector.symbols.of(Kind::Value, &owner).next().is_some();
    is_enum.then_some(owner)
}

/// Texts beside a name that has values: each is one of them.
fn compared(collector: &mut Collector<'_>, name: &Expr, texts: &Expr, list: Option<&str>) {
    if let Some(owner) = choices(collector, name, list) {
        value(collector, texts, &owner);
    }
}

fn value(collector: &mut Collector<'_>, it: &Expr, owner: &str) {
    match &it.kind {
        ExprKind::Text(text) => {
            let span = inside_quotes(collector.source.slice(it.span), it.span);
            let symbol = collector.symbols.find(Kind::Value, owner, text);
            collector.used_at(symbol, span);
        }
        ExprKind::List(items) => items.iter().for_each(|item| value(collector, item, owner)),
        _ => {}
    }
}

/// The place of an expression's text without its quotes, which may be escaped themselves.
fn inside_quotes(written: &str, span: Span) -> Span {
    let quote = if written.starts_with('\\') { 2 } else { 1 };
    Span { start: span.start + quote, end: span.end.saturating_sub(quote).max(span.start + quote) }
}

fn effect(collector: &mut Collector<'_>, effect: &Effect, list: Option<&str>) {
    if let Some(Points::Computed(points)) = &effect.points {
        expr(collector, &points.expr, None);
    }
    shared(collector, effect.group.as_ref(), &effect.basis);
    effect.at_least.iter().for_each(|it| collector.used(Kind::Level, "", it));
    effect.actions.iter().for_each(|it| collector.used(Kind::Action, "", it));
    for text in [&effect.reason, &effect.reason_assumed].into_iter().flatten() {
        template(collector, text, list);
    }
}

fn shared(collector: &mut Collector<'_>, group: Option<&Spanned<String>>, basis: &[Spanned<String>]) {
    group.into_iter().for_each(|it| collector.used(Kind::Group, "", it));
    for basis in basis {
        // `xinfang:34`: the source, then the place in it.
        let id = basis.value.split(':').next().unwrap_or_default();
        let span = SpanMap::new(collector.source.text(), basis.span).span(0..id.len());
        let symbol = collector.symbols.find(Kind::Source, "", id);
        collector.used_at(symbol, span);
    }
}

/// `${name}` and `${deadline.due}`.
fn template(collector: &mut Collector<'_>, text: &Text, list: Option<&str>) {
    for text in text.values.iter().flatten() {
        let map = SpanMap::new(collector.source.text(), text.span);
        for (at, _) in text.value.match_indices("${") {
            let rest = text.value.get(at + 2..).unwrap_or_default();
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let symbol = named(collector, rest.get(..length).unwrap_or_default(), list);
            collector.used_at(symbol, map.span(at + 2..at + 2 + length));
        }
    }
}

fn axis(collector: &mut Collector<'_>, axis: &AxisDecl) {
    expression(collector, axis.value.as_ref(), None);
    let owner = axis.value.as_ref().and_then(|value| choices(collector, &value.expr, None));
    axis.bins.iter().for_each(|it| bin(collector, it, owner.as_deref()));
}

fn bin(collector: &mut Collector<'_>, bin: &BinDecl, owner: Option<&str>) {
    match &bin.test {
        BinTest::Below(Edge::Param(name)) | BinTest::UpTo(Edge::Param(name)) => {
            collector.used(Kind::Param, "", name);
        }
        BinTest::Is(values) => {
            let owner = owner.into_iter();
            owner.for_each(|owner| values.iter().for_each(|it| collector.used(Kind::Value, owner, it)));
        }
        _ => {}
    }
    effect(collector, &bin.effect, None);
}

fn deadline(collector: &mut Collector<'_>, deadline: &DeadlineDecl) {
    for field in [&deadline.start, &deadline.done].into_iter().flatten() {
        collector.used(Kind::Field, "", field);
    }
    let amounts =
        [&deadline.days, &deadline.working_days, &deadline.extend, &deadline.pause, &deadline.soon_days];
    for amount in amounts.into_iter().flatten() {
        if let Amount::Named(name) = amount {
            let span = collector.bare(name.span, &name.value);
            collector.used_at(collector.symbols.shared(&name.value), span);
        }
    }
    shared(collector, deadline.group.as_ref(), &deadline.basis);
    for part in [&deadline.late, &deadline.soon].into_iter().flatten() {
        effect(collector, part, None);
    }
}

fn property(collector: &mut Collector<'_>, property: &PropertyDecl) {
    expression(collector, property.always.as_ref(), None);
    if let Some(field) = property.monotone.as_ref().and_then(|it| it.field.as_ref()) {
        let span = collector.bare(field.span, &field.value);
        match field.value.split_once('.') {
            None => collector.used_at(collector.symbols.find(Kind::Field, "", &field.value), span),
            Some((list, item)) => {
                let end = span.start + u32::try_from(list.len()).unwrap_or(0);
                let whole = collector.symbols.find(Kind::Field, "", list);
                collector.used_at(whole, Span { end, ..span });
                let part = collector.symbols.find(Kind::Item, list, item);
                collector.used_at(part, Span { start: end + 1, ..span });
            }
        }
    }
    let levels = [&property.level_at_least, &property.level_up_to].into_iter().flatten();
    levels.for_each(|it| collector.used(Kind::Level, "", it));
}

fn case(collector: &mut Collector<'_>, case: &CaseDecl) {
    case.incident_names.iter().for_each(|it| collector.used(Kind::Field, "", it));
    case.item_names.iter().for_each(|(list, it)| collector.used(Kind::Item, list, it));
    case.param_names.iter().for_each(|it| collector.used(Kind::Param, "", it));
    case_values(collector, case);
    let expect = &case.expect;
    let levels = [&expect.level, &expect.level_up_to].into_iter().flatten();
    levels.for_each(|it| collector.used(Kind::Level, "", it));
    let hits = expect.hits.iter().flatten().chain(&expect.hits_include).chain(&expect.not_hits);
    for hit in hits {
        let is_entry = collector.symbols.find(Kind::Entry, "", &hit.value).is_some();
        collector.used(if is_entry { Kind::Entry } else { Kind::Deadline }, "", hit);
    }
    expect.deadlines.iter().for_each(|(name, _)| collector.used(Kind::Deadline, "", name));
}

/// The values of enum fields in a case's incident.
fn case_values(collector: &mut Collector<'_>, case: &CaseDecl) {
    for (pointer, span) in &case.incident_places {
        let keys: Vec<&str> = pointer.split('/').skip(1).collect();
        let (owner, value) = match keys.as_slice() {
            [field] => ((*field).to_owned(), case.incident.value.pointer(pointer)),
            [field, at] if at.parse::<usize>().is_ok() => {
                ((*field).to_owned(), case.incident.value.pointer(pointer))
            }
            [list, _, item] => (item_owner(list, item), case.incident.value.pointer(pointer)),
            _ => continue,
        };
        let Some(value) = value.and_then(serde_json::Value::as_str) else { continue };
        collector.used(Kind::Value, &owner, &Spanned::new(value.to_owned(), *span));
    }
}
