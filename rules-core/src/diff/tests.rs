//! What is a difference and what is none, what may change an assessment, and what moved an incident.

use super::{Change, Difference, Kind, Move, Movement, Moves, What, diff};
use crate::{ContextSpec, Options, Ruleset, Session};

const TEXT: &str = r#"format = 1
[ruleset]
id = "example"
version = "1.0.0"
languages = ["zh", "en"]
title = { zh = "例", en = "Example" }
effective = 2026-01-01
utc_offset = "+08:00"
score = { base = 0, min = 0, max = 100 }
[source.s]
title = { zh = "册", en = "Book" }
status = "read"
[param]
large = { value = 3000, min = 0, max = 10000, title = { zh = "大额", en = "Large" } }
[field.amount]
type = "number"
min = 0
title = { zh = "金额", en = "Amount" }
[field.story]
type = "text"
title = { zh = "经过", en = "Story" }
[field.channel]
type = "enum"
title = { zh = "渠道", en = "Channel" }
[field.channel.values]
phone = { zh = "电话", en = "Phone" }
chat = { zh = "聊天", en = "Chat" }
[field.items]
type = "records"
max_items = 5
title = { zh = "付款", en = "Payments" }
[field.items.item]
paid = { type = "number", min = 0, title = { zh = "已付", en = "Paid" } }
[terms]
threats = ["马上", "or else"]
[feature]
threatened = 'story.mentions(threats)'
by_phone = 'channel == "phone"'
[group.story]
take = "sum"
max = 40
[[rule]]
id = "large"
when = 'amount >= large'
points = 30
reason = { zh = "金额大", en = "It is much" }
basis = "s"
[[rule]]
id = "threat"
when = 'threatened && (by_phone || amount > 10)'
points = 30
group = "story"
reason = { zh = "威胁", en = "A threat" }
basis = "s"
[[rule]]
id = "chat"
when = 'channel == "chat"'
points = 30
group = "story"
reason = { zh = "聊天", en = "By chat" }
basis = "s"
[[rule]]
id = "paid"
each = "items"
when = 'paid > 100'
points = 10
at_least = "high"
reason = { zh = "付了", en = "It was paid" }
basis = "s"
[[characteristic]]
id = "size"
value = 'amount'
bins = [
  { below = 10, points = 0 },
  { below = 100, points = 5, reason = { zh = "小", en = "Small" } },
  { points = 8, reason = { zh = "大", en = "Big" } },
]
basis = "s"
[[level]]
id = "low"
from = 0
title = { zh = "低", en = "Low" }
[[level]]
id = "medium"
from = 20
title = { zh = "中", en = "Medium" }
[[level]]
id = "high"
from = 60
title = { zh = "高", en = "High" }
"#;

fn compile(text: &str) -> Ruleset {
    Ruleset::compile(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The text with edits, each of which must find its place.
fn edited(edits: &[(&str, &str)]) -> Ruleset {
    let mut text = TEXT.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "nothing is `{from}`");
        text = text.replace(from, to);
    }
    compile(&text)
}

fn by(edits: &[(&str, &str)]) -> Difference {
    diff(&compile(TEXT), &edited(edits))
}

fn lines(edits: &[(&str, &str)]) -> Vec<String> {
    by(edits).told("en").into_iter().map(str::to_owned).collect()
}

/// Assesses incidents by the text and by an edition of it.
fn moved(edits: &[(&str, &str)], incidents: &[&str]) -> Movement {
    let (old, new) = (compile(TEXT), edited(edits));
    let contexts = [&old, &new].map(|it| it.context(ContextSpec::default()).unwrap());
    let options = Options::default();
    let mut moves = Moves::new(&old, &new, 10);
    let [before, after] = &contexts;
    let mut sessions = [Session::new(&old, before, &options), Session::new(&new, after, &options)];
    for (number, incident) in (1..).zip(incidents) {
        let [old, new] = sessions.each_mut().map(|it| it.assess(incident.as_bytes(), number).unwrap());
        moves.add(0, number, &old, &new);
    }
    moves.finish()
}

fn only(movement: &Movement) -> &Move {
    assert_eq!(movement.moves.len(), 1, "{movement:?}");
    &movement.moves[0]
}

#[test]
fn the_same_ruleset_is_no_difference() {
    let same = by(&[]);
    assert!(same.is_empty() && !same.weighs && same.affected.is_empty());
}

#[test]
fn spaces_comments_parentheses_and_order_are_no_difference() {
    let lines = lines(&[
        (
            "when = 'amount >= large'\npoints = 30",
            "# why\npoints = 30 # much\nwhen = '( amount   >= large )'",
        ),
        ("threats = [\"马上\", \"or else\"]", "threats = [\"or else\", \"马上\"]"),
        (
            "[source.s]\ntitle = { zh = \"册\", en = \"Book\" }",
            "[source.s]\ntitle = { en = \"Book\", zh = \"册\" }",
        ),
        (
            "[feature]\nthreatened = 'story.mentions(threats)'\nby_phone = 'channel == \"phone\"'",
            "[feature]\nby_phone = 'channel == \"phone\"'\nthreatened = 'story.mentions(threats)'",
        ),
    ]);
    assert_eq!(lines, Vec::<String>::new());
}

#[test]
fn kinds_and_members_are_called_what_the_lines_call_them() {
    let changes = by(&[("max = 40", "max = 50"), ("below = 10,", "below = 12,")]).changes;
    assert_eq!(changes.len(), 2);
    for change in changes {
        for detail in &change.details {
            for locale in ["zh", "en"] {
                let line = detail.told.get(locale);
                assert!(line.starts_with(change.word.get(locale)), "{line}");
                assert!(line.contains(detail.word.get(locale)), "{line}");
            }
        }
    }
}

#[test]
fn points_and_conditions_weigh_and_texts_do_not() {
    let points =
        by(&[("points = 30\nreason = { zh = \"金额大\"", "points = 50\nreason = { zh = \"金额大\"")]);
    assert_eq!(points.told("zh"), ["规则 large：分值 30 → 50"]);
    assert!(points.weighs);
    let texts = by(&[("It is much", "It is a lot"), ("title = { zh = \"高\"", "title = { zh = \"很高\"")]);
    assert_eq!(
        texts.told("zh"),
        ["规则 large：理由（en）“It is much” → “It is a lot”", "级别 high：名称（zh）“高” → “很高”"]
    );
    assert!(!texts.weighs, "{texts:?}");
}

#[test]
fn what_a_rule_uses_tells_that_the_rule_is_affected() {
    let terms = by(&[("\"or else\"]", "\"at once\", \"now\"]")]);
    assert_eq!(
        terms.told("en"),
        [
            "terms threats: terms added at once, now; removed or else",
            "rule threat: stands as before, but terms threats changed, which it uses",
        ]
    );
    assert!(terms.weighs);
    let feature = by(&[("channel == \"phone\"", "channel != \"chat\"")]);
    assert_eq!(feature.affected[0].through[0].id, "by_phone");
    let param = by(&[("value = 3000", "value = 4000")]);
    assert_eq!(param.told("zh")[1], "规则 large：本身未变，但它用到的参数 large变了");
    let unused = diff(
        &edited(&[("threatened = 's", "unused = 'amount > 1'\nthreatened = 's")]),
        &edited(&[("threatened = 's", "unused = 'amount > 2'\nthreatened = 's")]),
    );
    assert_eq!(unused.changes.len(), 1);
    assert!(!unused.weighs, "a feature that nothing uses changes no assessment");
}

#[test]
fn a_renamed_field_is_one_line_and_what_speaks_of_it_is_as_before() {
    let edits = [("field.amount", "field.total"), ("amount", "total")];
    let by_content = by(&edits);
    assert_eq!(by_content.told("en"), ["field amount: renamed to total"]);
    let by_name = by(&[
        ("[field.amount]", "[field.total]\nwas = [\"amount\"]\nmax = 9"),
        ("amount >", "total >"),
        ("'amount'", "'total'"),
        ("below = 100,", "below = 9,"),
        ("below = 10,", "below = 1,"),
    ]);
    let change = &by_name.changes[0];
    assert_eq!((change.what, change.was.as_deref()), (What::Renamed, Some("amount")));
    assert_eq!(by_name.told("en")[..2], ["field amount: renamed to total", "field total: max none → 9"]);
    assert!(!by_name.told("en").iter().any(|line| line.contains("older names")), "{by_name:?}");
}

#[test]
fn an_item_a_group_and_a_feature_that_are_renamed_are_known_by_what_they_say() {
    let lines = lines(&[
        ("paid = {", "given = {"),
        ("'paid > 100'", "'given > 100'"),
        ("[group.story]", "[group.tale]"),
        ("group = \"story\"", "group = \"tale\""),
        ("by_phone", "rang"),
    ]);
    assert_eq!(
        lines,
        [
            "field items.paid: renamed to items.given",
            "feature by_phone: renamed to rang",
            "group story: renamed to tale",
        ]
    );
}

#[test]
fn bins_are_matched_by_their_ranges_and_moved_edges_are_told() {
    assert_eq!(
        lines(&[("below = 100, points = 5", "below = 200, points = 6")]),
        ["characteristic size: bin below 100 → below 200", "characteristic size (below 200): points 5 → 6"]
    );
    assert_eq!(
        lines(&[(
            "  { points = 8,",
            "  { below = 900, points = 7, reason = { zh = \"中\", en = \"So\" } },\n  { points = 8,"
        )]),
        ["characteristic size: bin added below 900 (points 7, listed as a hit yes)"]
    );
}

#[test]
fn added_and_removed_things_are_told_with_what_they_say() {
    let rule = "[[rule]]\nid = \"new\"\nwhen = 'amount > 7'\npoints = 3\nreason = { zh = \"新\", en = \"New\" }\nbasis = \"s\"\n";
    let added = by(&[("[[characteristic]]", &format!("{rule}[[characteristic]]"))]);
    assert_eq!(added.told("zh"), ["规则 new：新增：条件 amount > 7；分值 3"]);
    assert!(added.weighs && added.changes[0].old.is_none());
    let shadow = rule.replace("points", "status = \"shadow\"\npoints");
    assert!(
        !by(&[("[[characteristic]]", &format!("{shadow}[[characteristic]]"))]).weighs,
        "it gives nothing"
    );
}

#[test]
fn every_change_has_its_place_in_both_texts() {
    let new = edited(&[
        ("[[rule]]\nid = \"large\"", "\n\n[[rule]]\nid = \"large\""),
        ("'amount >= large'", "'amount > large'"),
    ]);
    let difference = diff(&compile(TEXT), &new);
    let [Change { old: Some(old), new: Some(place), .. }] = difference.changes.as_slice() else {
        panic!("{difference:?}")
    };
    assert_eq!(new.source().slice(place.span), "\"large\"");
    assert_eq!(place.range.start.line, old.range.start.line + 2);
}

#[test]
fn a_pack_is_compared_with_what_it_was_made_of() {
    let text = compile(TEXT);
    let pack = Ruleset::from_pack(&text.pack()).unwrap();
    let difference = diff(&pack, &text);
    assert!(difference.is_empty() && difference.partial, "{difference:?}");
    let new = edited(&[("amount >= large", "amount > large")]);
    assert_eq!(diff(&pack, &new).told("en"), ["rule large: condition amount >= large → amount > large"]);
}

#[test]
fn an_incident_at_the_threshold_moves_with_it_and_the_level_is_named() {
    let movement = moved(&[("from = 20", "from = 39")], &[r#"{"amount": 3000}"#, r#"{"amount": 1}"#]);
    let it = only(&movement);
    assert_eq!((it.old.score, it.old.level.as_str(), it.new.level.as_str()), (38, "medium", "low"));
    assert_eq!((it.causes.len(), it.causes[0].kind, it.causes[0].id.as_str()), (1, Kind::Level, "medium"));
    assert!(it.alone && it.causes[0].restores);
    assert_eq!(it.causes[0].told.zh, "级别 medium：起点分 20 → 39；若无此变化：38分，medium");
    assert_eq!((movement.lowered, movement.score_down), (1, 0));
    let still = moved(&[("from = 20", "from = 38")], &[r#"{"amount": 3000}"#]);
    assert_eq!(still.moved, 0, "a score equal to the threshold is in the level");
}

#[test]
fn what_moved_an_incident_is_named_before_what_did_not() {
    let movement = moved(
        &[
            ("points = 30\nreason = { zh = \"金额大\"", "points = 29\nreason = { zh = \"金额大\""),
            ("points = 8", "points = -15"),
        ],
        &[r#"{"amount": 3000}"#],
    );
    let it = only(&movement);
    let ids: Vec<&str> = it.causes.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["size", "large"]);
    assert_eq!((it.causes[0].without.score, it.causes[1].restores), (37, false));
    assert_eq!(it.causes[0].told.en, "characteristic size: points 8 → -15; without it: 37, medium");
}

#[test]
fn a_floor_that_goes_is_named_though_no_points_change() {
    let movement =
        moved(&[("at_least = \"high\"\n", "")], &[r#"{"items": [{"paid": 101}], "channel": "phone"}"#]);
    let it = only(&movement);
    assert_eq!(
        (it.old.level.as_str(), it.new.level.as_str(), it.causes[0].id.as_str()),
        ("high", "low", "paid")
    );
    assert_eq!(it.causes[0].told.zh, "规则 paid：最低级别 high → 无；若无此变化：10分，high");
}

#[test]
fn what_a_full_group_hides_is_told_as_hidden_and_its_limit_is_named() {
    let story = r#"{"amount": 3000, "story": "马上", "channel": "chat"}"#;
    let movement = moved(
        &[
            ("max = 40", "max = 10"),
            (
                "id = \"chat\"\nwhen = 'channel == \"chat\"'\npoints = 30",
                "id = \"chat\"\nwhen = 'channel == \"chat\"'\npoints = 20",
            ),
        ],
        &[story],
    );
    let it = only(&movement);
    assert_eq!((it.old.score, it.new.score), (78, 48));
    let told: Vec<&str> = it.causes.iter().map(|it| it.told.en.as_str()).collect();
    assert_eq!(
        told,
        [
            "group story: counts otherwise; without it: 78, high",
            "rule chat: points 30 → 20; undone alone, nothing changes",
        ]
    );
}

#[test]
fn where_only_several_changes_together_move_an_incident_none_is_blamed_alone() {
    let story = r#"{"amount": 3000, "story": "马上", "channel": "chat"}"#;
    let gone =
        |id: &str| (format!("id = \"{id}\"\nwhen"), format!("id = \"{id}\"\nstatus = \"retired\"\nwhen"));
    let (threat, chat) = (gone("threat"), gone("chat"));
    let movement = moved(&[(&threat.0, &threat.1), (&chat.0, &chat.1)], &[story]);
    let it = only(&movement);
    assert_eq!((it.old.score, it.new.score, it.alone), (78, 38, true), "either would restore the level");
    let movement = moved(&[(&threat.0, &threat.1), (&chat.0, &chat.1), ("from = 60", "from = 70")], &[story]);
    assert!(!only(&movement).alone, "{movement:?}");
}

#[test]
fn the_widest_moves_are_kept_and_the_others_are_counted_in_any_order_of_merging() {
    let (old, new) = (compile(TEXT), edited(&[("at_least = \"high\"\n", ""), ("from = 20", "from = 39")]));
    let contexts = [&old, &new].map(|it| it.context(ContextSpec::default()).unwrap());
    let options = Options::default();
    let [before, after] = &contexts;
    let lines = [r#"{"amount": 3000}"#, r#"{"items": [{"paid": 101}]}"#, r#"{"amount": 3001}"#];
    let run = |numbers: &[u64], moves: &mut Moves| {
        let mut sessions = [Session::new(&old, before, &options), Session::new(&new, after, &options)];
        for &number in numbers {
            let line = lines[usize::try_from(number).unwrap() - 1];
            let [old, new] = sessions.each_mut().map(|it| it.assess(line.as_bytes(), number).unwrap());
            moves.add(0, number, &old, &new);
        }
    };
    let mut whole = Moves::new(&old, &new, 2);
    run(&[1, 2, 3], &mut whole);
    let (mut first, mut second) = (whole.empty(), whole.empty());
    run(&[3, 2], &mut first);
    run(&[1], &mut second);
    first.merge(second);
    let movement = whole.finish();
    let numbers: Vec<u64> = movement.moves.iter().map(|it| it.number).collect();
    assert_eq!((numbers, movement.not_kept, movement.moved), (vec![2, 1], 1, 3));
    assert_eq!(first.finish(), movement);
}
