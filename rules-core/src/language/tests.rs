//! What an author at work sees, place by place. `|` marks the cursor.

use super::*;

const RULESET: &str = r#"format = 1

[ruleset]
id = "demo"
version = "1.0.0"
languages = ["zh", "en"]
title = { zh = "示例", en = "Demo" }
effective = 2026-01-01
utc_offset = "+08:00"

[source.law]
title = { zh = "法", en = "Law" }
status = "read"
in_force = 2020-01-01
checked = 2026-01-01

[param]
limit = { value = 3000, min = 1000, max = 5000, unit = "CNY", title = { zh = "限额", en = "Limit" } }

[field.amount]
type = "number"
unit = "CNY"
min = 0
title = { zh = "金额", en = "Amount" }
ask = { zh = "多少钱？", en = "How much?" }

[field.channel]
type = "enum"
title = { zh = "渠道", en = "Channel" }
[field.channel.values]
phone = { zh = "电话", en = "Phone" }
sms = { zh = "短信", en = "Text message" }

[field.narrative]
type = "text"
title = { zh = "描述", en = "What happened" }

[field.cracks]
type = "records"
title = { zh = "裂缝", en = "Cracks" }
[field.cracks.item]
width = { type = "number", unit = "mm", title = { zh = "宽", en = "Width" } }

[terms]
threats = ["逮捕", "冻结"]

[feature]
is_large = 'amount >= limit'

[group.money] # nothing
take = "best"

[[rule]]
id = "large"
when = 'is_large && channel == "phone"'
points = 30
group = "money"
reason = { zh = "${amount} 元", en = "${amount} yuan by phone" }
basis = "law:3"

[[rule]]
id = "wide"
each = "cracks"
when = 'width >= 2'
points = 10
reason = { zh = "裂缝 ${width}", en = "a crack of ${width}" }
basis = "law"

[[rule]]
id = "threat"
when = 'narrative.mentions(threats)'
points = 10
reason = { zh = "威胁", en = "a threat" }
basis = "law"

[[level]]
id = "low"
from = 0
title = { zh = "低", en = "Low" }

[[level]]
id = "high"
from = 30
title = { zh = "高", en = "High" }

[[case]]
name = "a call"
as_of = 2026-03-02T10:30:00+08:00
incident = { amount = 5000, channel = "phone" }
expect = { level = "high", hits = ["large"] }
"#;

/// The ruleset with a part replaced by text that has the cursor.
fn at_work(old: &str, new: &str) -> (Language, Position) {
    assert!(RULESET.contains(old), "{old}");
    let marked = RULESET.replacen(old, new, 1);
    let offset = marked.find('|').expect("a cursor");
    let text = marked.replacen('|', "", 1);
    // Names come from the text before the author went on typing.
    let mut language = Language::open(RULESET);
    language.update(&text);
    let at = language.source.position(offset);
    (language, at)
}

fn labels(old: &str, new: &str) -> Vec<String> {
    let (language, at) = at_work(old, new);
    language.complete(at, "en").into_iter().map(|it| it.label).collect()
}

/// The text after a completion is taken.
fn taken(old: &str, new: &str, label: &str) -> String {
    let (language, at) = at_work(old, new);
    let all = language.complete(at, "en");
    let chosen = all.iter().find(|it| it.label == label).unwrap_or_else(|| panic!("{label} in {all:?}"));
    apply(language.text(), std::slice::from_ref(&chosen.edit))
}

#[test]
fn the_text_compiles_as_it_is() {
    let language = Language::open(RULESET);
    assert!(language.diagnostics().iter().all(|it| it.severity != crate::diagnostic::Severity::Error));
    assert!(language.ruleset().is_some());
}

#[test]
fn a_condition_is_offered_fields_features_parameters_and_functions() {
    let offered = labels("is_large && channel", "is_large && cha|");
    for name in ["amount", "channel", "is_large", "limit", "cracks", "hours", "as_of"] {
        assert!(offered.iter().any(|it| it == name), "{name} in {offered:?}");
    }
    for name in ["threats", "width", "money", "large"] {
        assert!(!offered.iter().any(|it| it == name), "{name}");
    }
    let text = taken("is_large && channel", "is_large && cha|", "channel");
    assert_eq!(text, RULESET, "what is typed already is replaced");
}

#[test]
fn a_condition_that_cannot_be_read_yet_is_offered_the_same() {
    let offered = labels("is_large && channel == \"phone\"'", "is_large && |'");
    assert!(offered.contains(&"channel".to_owned()), "{offered:?}");
    let offered = labels("when = 'is_large && channel == \"phone\"'", "when = 'is_large && |");
    assert!(offered.contains(&"channel".to_owned()), "a text without its end: {offered:?}");
}

#[test]
fn the_values_of_a_field_are_offered_beside_it() {
    assert_eq!(labels("\"phone\"'", "\"|\"'"), ["phone", "sms"]);
    assert_eq!(labels("channel == \"phone\"'", "channel in [\"sms\", \"p|\"]'"), ["phone", "sms"]);
    assert_eq!(labels("channel = \"phone\"", "channel = \"|\""), ["phone", "sms"], "in a case");
}

#[test]
fn a_text_is_offered_its_methods_and_they_are_offered_lists_of_terms() {
    assert_eq!(
        labels("narrative.mentions(threats)", "narrative.|"),
        ["mentions", "mentions_not_after", "count", "matches"]
    );
    assert_eq!(labels("mentions(threats)", "mentions(th|)"), ["threats"]);
}

#[test]
fn the_fields_of_items_are_offered_where_items_are_looked_at() {
    assert!(labels("width >= 2", "wi|").contains(&"width".to_owned()), "a rule with `each`");
    assert!(labels("is_large && channel", "cracks.any(wi|) && channel").contains(&"width".to_owned()));
    assert!(labels("a crack of ${width}", "a crack of ${|").contains(&"width".to_owned()), "a reason");
}

#[test]
fn keys_are_offered_that_are_not_there_yet() {
    let offered = labels("points = 30\n", "points = 30\n|\n");
    assert!(
        offered.contains(&"at_least".to_owned()) && offered.contains(&"actions".to_owned()),
        "{offered:?}"
    );
    assert!(!offered.contains(&"when".to_owned()) && !offered.contains(&"points".to_owned()), "{offered:?}");
    assert!(
        taken("points = 30\n", "points = 30\nat|\n", "at_least").contains("points = 30\nat_least = \"\"\n")
    );
}

#[test]
fn the_cursor_goes_to_where_one_writes_on() {
    let caret = |old: &str, new: &str, label: &str| {
        let (language, at) = at_work(old, new);
        let chosen =
            language.complete(at, "en").into_iter().find(|it| it.label == label).expect("it is offered");
        let (before, after) = chosen.edit.text.split_at(chosen.caret);
        format!("{before}|{after}")
    };
    assert_eq!(caret("points = 30\n", "points = 30\nat|\n", "at_least"), "at_least = \"|\"");
    assert_eq!(caret("points = 30\n", "points = 30\nact|\n", "actions"), "actions = [|]");
    assert_eq!(caret("points = 30\n", "points = 30\nco|\n", "count"), "count = |");
    assert_eq!(caret("narrative.mentions(threats)", "narrative.|", "matches"), "matches(|)");
    assert_eq!(caret("is_large && channel", "cha|", "channel"), "channel|");
}

#[test]
fn names_are_offered_by_what_a_key_takes() {
    assert_eq!(labels("group = \"money\"", "group = \"|\""), ["money"]);
    assert_eq!(labels("group = \"money\"", "group = |"), ["money"]);
    assert_eq!(labels("basis = \"law:3\"", "basis = [\"|\"]"), ["law"]);
    assert_eq!(labels("level = \"high\"", "level = \"|\""), ["low", "high"]);
    assert_eq!(labels("take = \"best\"", "take = \"|\""), ["sum", "best"]);
    assert_eq!(labels("each = \"cracks\"", "each = \"|\""), ["cracks"]);
    assert!(
        taken("group = \"money\"", "group = |", "money").contains("group = \"money\"\n"),
        "with its quotes"
    );
}

#[test]
fn sections_are_offered_after_a_bracket() {
    let offered = labels("[group.money]", "[|]");
    assert!(offered.contains(&"field".to_owned()) && offered.contains(&"rule".to_owned()), "{offered:?}");
}

#[test]
fn completion_tells_type_unit_range_title_and_question() {
    let (language, at) = at_work("is_large && channel", "am| && channel");
    let told = |locale: &str| {
        let all = language.complete(at, locale);
        all.into_iter().find(|it| it.label == "amount").map(|it| (it.detail, it.info))
    };
    assert_eq!(told("en"), Some(("field · number · CNY · 0 … ".into(), Some("Amount\nHow much?".into()))));
    assert_eq!(told("zh"), Some(("字段 · number · CNY · 0 … ".into(), Some("金额\n多少钱？".into()))));
}

fn hovered(marked: &str) -> Option<(String, String, Vec<String>)> {
    let old = marked.replacen('|', "", 1);
    let (language, at) = at_work(&old, marked);
    language.hover(at, "en").map(|it| (it.title, it.detail, it.lines))
}

#[test]
fn what_stands_under_the_cursor_is_told() {
    let amount = hovered("is_large = 'amo|unt");
    assert_eq!(amount.map(|it| it.2), Some(vec!["Amount".to_owned(), "How much?".to_owned()]));
    assert_eq!(hovered("limi|t'").map(|it| it.1), Some("parameter · 3000 CNY · 1000 … 5000".to_owned()));
    assert_eq!(hovered("channel == \"pho|ne").map(|it| it.2), Some(vec!["Phone".to_owned()]));
    assert_eq!(hovered("narrative.men|tions").map(|it| it.0), Some("mentions".to_owned()));
    assert_eq!(hovered("# |nothing"), None);
}

#[test]
fn a_key_under_the_cursor_is_told() {
    assert_eq!(
        hovered("gro|up = \"money\"").map(|it| it.2),
        Some(vec!["The group that it counts in".to_owned()])
    );
}

fn places(marked: &str) -> (Option<String>, usize) {
    let old = marked.replacen('|', "", 1);
    let (language, at) = at_work(&old, marked);
    let line = |ends: Ends| {
        let line = language.text().lines().nth(ends.start.line as usize);
        line.unwrap_or_default().to_owned()
    };
    (language.definition(at).map(line), language.references(at).len())
}

#[test]
fn a_name_leads_to_its_definition_and_to_all_its_uses() {
    assert_eq!(places("is_large = 'amo|unt"), (Some("[field.amount]".to_owned()), 5));
    assert_eq!(places("mentions(thr|eats)"), (Some("threats = [\"逮捕\", \"冻结\"]".to_owned()), 2));
    assert_eq!(places("group = \"mon|ey\""), (Some("[group.money] # nothing".to_owned()), 2));
    assert_eq!(places("basis = \"la|w:3\"").1, 4);
    assert_eq!(places("hits = [\"lar|ge\"]"), (Some("id = \"large\"".to_owned()), 2));
    assert_eq!(
        places("channel == \"pho|ne"),
        (Some("phone = { zh = \"电话\", en = \"Phone\" }".to_owned()), 3)
    );
    assert_eq!(
        places("when = 'wid|th"),
        (
            Some(
                "width = { type = \"number\", unit = \"mm\", title = { zh = \"宽\", en = \"Width\" } }"
                    .to_owned()
            ),
            4
        )
    );
}

fn renamed(marked: &str, name: &str) -> Result<String, String> {
    let old = marked.replacen('|', "", 1);
    let (language, at) = at_work(&old, marked);
    language.rename(at, name).map(|edits| apply(language.text(), &edits))
}

#[test]
fn a_new_name_is_put_in_everywhere_and_the_ruleset_still_compiles() {
    let text = renamed("is_large = 'amo|unt", "sum").expect("it is free");
    assert_eq!(text.matches("sum").count(), 5);
    assert!(
        text.contains("is_large = 'sum >= limit'")
            && text.contains("${sum} yuan")
            && text.contains("{ sum = 5000")
    );
    assert!(Language::open(&text).ruleset().is_some());
    let text = renamed("channel == \"pho|ne", "call").expect("it is free");
    assert!(
        text.contains("call = { zh = \"电话\"")
            && text.contains("channel == \"call\"")
            && text.contains("channel = \"call\"")
    );
}

#[test]
fn a_new_name_that_would_break_something_is_refused_with_the_reason() {
    assert!(renamed("is_large = 'amo|unt", "limit").unwrap_err().contains("something else already"));
    assert!(renamed("is_large = 'amo|unt", "Amount").unwrap_err().contains("expected a name"));
    assert!(renamed("hits = [\"lar|ge\"]", "is_big").unwrap_err().contains("expected an id"));
    assert!(renamed("poi|nts = 30", "x").unwrap_err().contains("nothing that has a name"));
    let (mut language, at) = at_work("is_large = 'amount", "is_large = 'amo|unt");
    language.update(&language.text().replace("width >= 2", "width >="));
    assert!(language.rename(at, "sum").unwrap_err().contains("mend them first"));
}

#[test]
fn the_outline_has_each_thing_once_with_its_parts() {
    let language = Language::open(RULESET);
    let outline = language.outline("en");
    let told: Vec<_> =
        outline.iter().map(|it| format!("{} {}", it.section, it.name).trim_end().to_owned()).collect();
    assert_eq!(
        told,
        [
            "ruleset demo",
            "source law",
            "param",
            "field amount",
            "field channel",
            "field narrative",
            "field cracks",
            "terms",
            "feature",
            "group money",
            "rule large",
            "rule wide",
            "rule threat",
            "level low",
            "level high",
            "case a call",
        ]
    );
    let channel = &outline[4];
    assert_eq!(channel.range.end.line + 1, outline[5].header.start.line, "its values are part of it");
    let commented = Language::open("[field.a]\ntype = \"bool\"\n\n# about b\n[field.b]\n");
    assert_eq!(commented.outline("en")[0].range.end.line, 2, "a comment belongs to what stands under it");
}

#[test]
fn every_part_of_a_text_has_its_colour_in_order() {
    let language = Language::open(RULESET);
    let tokens = language.tokens();
    assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "none overlap");
    let kind = |text: &str| {
        let at = RULESET.find(text).expect("there");
        tokens.iter().find(|it| it.span.range().contains(&at)).map(|it| it.kind)
    };
    assert_eq!(kind("[field.amount]"), Some(TokenKind::Header));
    assert_eq!(kind("is_large && channel"), Some(TokenKind::Name));
    assert_eq!(kind("&& channel"), Some(TokenKind::Operator));
    assert_eq!(kind("mentions(threats)"), Some(TokenKind::Function));
    assert_eq!(kind("${amount} yuan"), Some(TokenKind::Insert));
    assert_eq!(kind("2026-01-01"), Some(TokenKind::Constant));
}

#[test]
fn tidying_moves_spaces_and_nothing_else() {
    let untidy = "\n\nformat=1   \n[ ruleset ]\n  id   =  \"a\"  # a # b\n\n\n\n# about it\n[[rule]]\nwhen = '''\n a\n\n\n b  \n'''\n\n\n";
    let language = Language::open(untidy);
    let tidy = apply(untidy, &language.tidy());
    assert_eq!(
        tidy,
        "format = 1\n\n[ruleset]\nid = \"a\"  # a # b\n\n# about it\n[[rule]]\nwhen = '''\n a\n\n\n b  \n'''\n"
    );
    assert_eq!(Language::open(&tidy).tidy(), [], "a tidy text stays");
}

#[test]
fn no_text_is_without_answers() {
    let cuts = RULESET.char_indices().map(|(at, _)| at).step_by(7);
    for cut in cuts {
        let language = Language::open(RULESET.get(..cut).expect("at a character"));
        let end = language.source.position(cut);
        let _ = (
            language.complete(end, "zh"),
            language.hover(end, "zh"),
            language.definition(end),
            language.outline("zh"),
        );
        let tidy = apply(language.text(), &language.tidy());
        assert!(language.tokens().iter().all(|it| it.span.end as usize <= cut) && tidy.len() <= cut + 64);
    }
}

/// The text after a cell of a row is given another value.
fn cell_set(id: &str, column: SheetColumn, text: &str) -> Result<String, String> {
    let language = Language::open(RULESET);
    let rows = language.sheet();
    let row = rows.iter().find(|it| it.id == id).expect("the row is there");
    let cell = row.cells.iter().rfind(|it| it.column == column).expect("the cell is there");
    language.set(cell.span.start, text).map(|edits| apply(RULESET, &edits))
}

#[test]
fn rules_and_levels_are_rows_with_what_staff_may_change() {
    let rows = Language::open(RULESET).sheet();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.id.as_str(), row.cells.iter().map(|it| it.text.as_str()).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        told[0],
        (
            "large",
            vec![
                "is_large && channel == \"phone\"",
                "30",
                "money",
                "${amount} 元",
                "${amount} yuan by phone"
            ]
        )
    );
    assert_eq!(told[4], ("high", vec!["30", "高", "High"]));
}

#[test]
fn a_cell_is_changed_in_its_place_and_nothing_else() {
    assert_eq!(
        cell_set("large", SheetColumn::Points, "35"),
        Ok(RULESET.replacen("points = 30", "points = 35", 1))
    );
    assert_eq!(cell_set("large", SheetColumn::Points, " 30 "), Ok(RULESET.to_owned()));
    let said = cell_set("large", SheetColumn::Text, "a \"big\" sum").expect("a text");
    assert!(said.contains(r#"en = "a \"big\" sum" }"#));
    let when = cell_set("wide", SheetColumn::When, "width > 3").expect("a condition");
    assert!(when.contains("when = 'width > 3'\n"));
    assert!(cell_set("high", SheetColumn::From, "29").expect("a threshold").contains("from = 29\n"));
}

#[test]
fn a_value_that_breaks_the_ruleset_is_refused_with_the_reason() {
    let why = |id: &str, column: SheetColumn, text: &str| cell_set(id, column, text).unwrap_err();
    assert!(why("high", SheetColumn::From, "many").contains("no integer"));
    assert!(why("large", SheetColumn::Points, "lots").contains("nothing is named `lots`"));
    assert!(why("large", SheetColumn::Group, "mony").contains("mony"));
    assert!(why("high", SheetColumn::From, "-5").contains("level"));
    assert!(why("large", SheetColumn::Text, " ").contains("cannot be empty"));
}
