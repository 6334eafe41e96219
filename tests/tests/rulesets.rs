//! What holds of every shipped ruleset, whatever its rules: tried on the incidents of all its cases and examples.

use regex::{Regex, RegexBuilder};
use rules_core::ruleset::typed::Type;
use rules_core::{ContextSpec, Options, Ruleset, Session};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

struct Shipped {
    name: String,
    ruleset: Ruleset,
    /// Incidents with the instant they are assessed at.
    incidents: Vec<(Value, String)>,
}

const AS_OF: &str = "2026-03-02T10:30:00+08:00";

fn shipped() -> Vec<Shipped> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets");
    let mut all: Vec<Shipped> =
        std::fs::read_dir(folder).unwrap().filter_map(|entry| of_folder(&entry.unwrap().path())).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!all.is_empty());
    all
}

fn of_folder(folder: &Path) -> Option<Shipped> {
    let name = folder.file_name()?.to_str()?.to_owned();
    let source = std::fs::read_to_string(folder.join(format!("{name}.toml"))).ok()?;
    let ruleset = shao_tests::scoring::compile(&source);
    let of_file = ruleset.model().cases.iter().map(|case| {
        let as_of = case.as_of.as_ref().map_or(AS_OF, |as_of| &as_of.value);
        (case.incident.value.clone(), as_of.to_owned())
    });
    let mut incidents: Vec<(Value, String)> = of_file.collect();
    for case in lines(folder.join("cases.jsonl")) {
        incidents.push((case["incident"].clone(), case["asOf"].as_str().unwrap_or(AS_OF).to_owned()));
    }
    incidents
        .extend(lines(folder.join("examples/incidents.jsonl")).take(200).map(|it| (it, AS_OF.to_owned())));
    incidents.retain(|(incident, _)| incident.is_object());
    assert!(incidents.len() >= 40, "{name}: {}", incidents.len());
    Some(Shipped { name, ruleset, incidents })
}

/// The lines of a file that are JSON; examples hold some that are not.
fn lines(path: PathBuf) -> impl Iterator<Item = Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect::<Vec<_>>().into_iter()
}

/// What people are told, without the evidence's places.
fn told(ruleset: &Ruleset, incident: &Value, as_of: &str) -> Value {
    let spec = ContextSpec { as_of: Some(as_of.to_owned()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    let found = Session::new(ruleset, &context, &options).assess(incident.to_string().as_bytes(), 1).unwrap();
    json!({
        "score": found.score, "level": found.level, "settled": found.settled,
        "ceiling": [json!(found.ceiling.score), json!(found.ceiling.level)],
        "hits": found.hits.iter().map(|hit| format!("{} {}", hit.id, hit.points)).collect::<Vec<_>>(),
        "open": found.open.rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>(),
    })
}

/// Changes the texts of all incidents; what is told stays. Returns how many texts were changed.
fn texts_may_be(change: impl Fn(&str) -> String) -> usize {
    texts_may_be_but(|_| Vec::new(), change)
}

/// The same, without the texts that one of these matches.
fn texts_may_be_but(but: impl Fn(&Ruleset) -> Vec<Regex>, change: impl Fn(&str) -> String) -> usize {
    let mut changed = 0;
    for Shipped { name, ruleset, incidents } in shipped() {
        let but = but(&ruleset);
        let fields = ruleset.model().fields.iter().filter(|it| it.ty == Type::Text && it.path.len() == 1);
        let texts: Vec<&str> = fields.map(|field| field.path[0].as_str()).collect();
        for (incident, as_of) in &incidents {
            let mut other = incident.clone();
            for text in &texts {
                if let Some(Value::String(text)) = other.get_mut(text)
                    && !but.iter().any(|pattern| pattern.is_match(text))
                {
                    let new = change(text);
                    changed += usize::from(new != *text);
                    *text = new;
                }
            }
            let (was, is) = (told(&ruleset, incident, as_of), told(&ruleset, &other, as_of));
            assert_eq!(was, is, "{name}\n{incident}\n{other}");
        }
    }
    changed
}

/// The ruleset's patterns: unlike terms, they skip nothing.
fn patterns(ruleset: &Ruleset) -> Vec<Regex> {
    let patterns = ruleset.model().patterns.iter();
    patterns.map(|it| RegexBuilder::new(&it.pattern).case_insensitive(true).build().unwrap()).collect()
}

fn is_chinese(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Puts something between each two Chinese characters.
fn apart(text: &str, between: &str) -> String {
    let mut out = String::new();
    let mut last = ' ';
    for c in text.chars() {
        if is_chinese(last) && is_chinese(c) {
            out.push_str(between);
        }
        out.push(c);
        last = c;
    }
    out
}

#[test]
fn an_unrelated_sentence_changes_nothing() {
    // Texts without a Chinese character are numbers and links, and not told in sentences.
    let told = |text: &str| text.chars().any(is_chinese);
    let after =
        |text: &str| if told(text) { format!("{text}。今天天气很好。") } else { text.to_owned() };
    assert!(texts_may_be(after) > 100);
    let before =
        |text: &str| if told(text) { format!("今天天气很好。{text}") } else { text.to_owned() };
    assert!(texts_may_be(before) > 100);
}

#[test]
fn spaces_and_invisible_characters_between_words_change_nothing() {
    assert!(texts_may_be_but(patterns, |text| apart(text, " ")) > 100);
    assert!(texts_may_be_but(patterns, |text| apart(text, "\u{200B}")) > 100);
}

#[test]
fn full_width_letters_and_digits_change_nothing() {
    let wide = |c: char| match c {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
        c => c,
    };
    assert!(texts_may_be(|text| text.chars().map(wide).collect()) > 10);
}

#[test]
fn traditional_characters_change_nothing() {
    const PAIRS: &str = "账賬户戶转轉钱錢诈詐骗騙贷貸款款验驗证證码碼电電话話银銀汇匯费費损損墙牆楼樓裂裂缝縫倾傾\
                         层層养養诉訴访訪复復单單应應处處调調赔賠补補偿償欠欠资資";
    let pairs: Vec<char> = PAIRS.chars().filter(|c| !c.is_whitespace()).collect();
    let traditional = |c: char| pairs.chunks(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1]);
    assert!(texts_may_be(|text| text.chars().map(traditional).collect()) > 50);
}

// ── Two languages ──────────────────────────────────────────────────────────

/// Ruleset, a story in Chinese, the same in English.
const STORIES: &[(&str, &str, &str)] = &[
    (
        "fraud",
        "接到电话，对方自称公安局民警，说他涉嫌洗钱，让他把存款转到安全账户，不许告诉家人。",
        "He had a call from somebody claiming to be police, who spoke of money laundering and told him to move \
         his savings to a safe account and to tell no one.",
    ),
    ("fraud", "他正要转账到安全账户。", "He is about to transfer the money to a safe account."),
    ("fraud", "对方让他共享屏幕。", "They asked him to share the screen."),
    ("fraud", "报了验证码。", "She gave them the code."),
    ("fraud", "对方要求把银行卡贴近手机。", "They told her to hold the card to the phone."),
    ("fraud", "在网上做刷单任务。", "On the internet he took up paid tasks with fake orders."),
    ("fraud", "贷款要先交保证金。", "The loan asks for a deposit first."),
    ("fraud", "平台里的钱无法提现。", "The money on the platform is stuck: he cannot withdraw it."),
    ("fraud", "女儿被绑架，要先汇款。", "Her daughter was kidnapped, and she must send money first."),
    ("fraud", "交友软件上的对象让她投资。", "Somebody met online wants her to invest."),
    ("fraud", "要求把购物卡卡密拍过去。", "They want gift card numbers."),
    ("fraud", "在网上被骗。", "He was defrauded on the internet."),
    ("fraud", "有人要租用银行卡。", "Somebody wants to rent my bank card."),
    ("fraud", "询问对柜台服务是否满意。", "A question about whether the service was good."),
    ("petition", "拖欠工资，没人管。", "Unpaid wages, and nobody has dealt with it."),
    ("petition", "两家打起来了。", "The two families came to blows."),
    ("petition", "请问今年在哪里办理？", "I would like to know where to go this year."),
    ("petition", "已经解决了。", "It has been resolved."),
    ("petition", "准备越级反映。", "They want to go over the head of the office."),
    (
        "petition",
        "楼下工地通宵施工，噪音很大。多次投诉，当时答应晚上十点停工，没有兑现。",
        "The building site works all night and the noise is unbearable. We complained many times; they promised \
         to stop at ten and did not keep it.",
    ),
];

/// The levels of a report with this story: now, and what it may become.
fn levels(ruleset: &Ruleset, incident: &Value, as_of: &str, story: &str) -> [Value; 2] {
    let mut told_so = incident.clone();
    told_so["narrative"] = json!(story);
    let told = told(ruleset, &told_so, as_of);
    [told["level"].clone(), told["ceiling"][1].clone()]
}

#[test]
fn a_report_in_english_reaches_the_level_of_the_same_report_in_chinese() {
    let shipped = shipped();
    for (name, chinese, english) in STORIES {
        let Shipped { ruleset, incidents, .. } = shipped.iter().find(|it| it.name == *name).unwrap();
        let alone = (json!({}), AS_OF.to_owned());
        for (incident, as_of) in incidents.iter().chain([&alone]) {
            let in_chinese = levels(ruleset, incident, as_of, chinese);
            let in_english = levels(ruleset, incident, as_of, english);
            assert_eq!(in_chinese, in_english, "{name}: {english}\n{incident}");
        }
    }
}

#[test]
fn the_stories_of_two_languages_reach_every_level() {
    let shipped = shipped();
    for Shipped { name, ruleset, .. } in shipped.iter().filter(|it| it.name != "housing") {
        let stories = STORIES.iter().filter(|(of, ..)| of == name);
        let reached: BTreeSet<String> = stories
            .map(|(_, _, english)| levels(ruleset, &json!({}), AS_OF, english)[0].to_string())
            .collect();
        assert!(reached.len() >= 3, "{name}: {reached:?}");
    }
}

/// Names of offices and of banks, and parts of Chinese sentences: there is nothing to pair.
const CHINESE_ONLY: [&str; 4] = ["officer_words", "office_claim_words", "bank_words", "hand_over_words"];

#[test]
fn every_list_of_words_has_words_of_both_languages() {
    for Shipped { name, ruleset, .. } in shipped() {
        for list in &ruleset.model().terms {
            let english = |term: &String| term.chars().filter(char::is_ascii_alphabetic).count() >= 3;
            let chinese = |term: &String| term.chars().any(is_chinese);
            assert!(list.terms.iter().any(chinese), "{name}: {}", list.name);
            let paired = list.terms.iter().any(english);
            assert_eq!(paired, !CHINESE_ONLY.contains(&list.name.as_str()), "{name}: {}", list.name);
        }
    }
}

// ── Worse facts ────────────────────────────────────────────────────────────

/// Ruleset, field, its values from the best to the worst.
const WORSE: &[(&str, &str, &str)] = &[
    ("fraud", "screen_shared", "[false, true]"),
    ("fraud", "code_told", "[false, true]"),
    ("fraud", "app_from_link", "[false, true]"),
    ("fraud", "told_to_keep_secret", "[false, true]"),
    ("fraud", "pressed_for_time", "[false, true]"),
    ("fraud", "still_in_contact", "[false, true]"),
    ("fraud", "confirmed", "[true, false]"),
    ("fraud", "amount_asked", "[0, 2999, 3000, 29999, 30000, 500000, 9000000]"),
    ("housing", "tilt", "[0, 4, 7, 10, 19.9, 20, 30, 40, 100]"),
    ("housing", "storeys", "[1, 2, 3, 4, 5, 7]"),
    ("housing", "tilt_visible", "[false, true]"),
    ("housing", "sinking", "[false, true]"),
    ("housing", "crowded", "[false, true]"),
    ("housing", "dangerous_goods", "[false, true]"),
    ("housing", "built_year", "[2025, 2010, 1995, 1970, 1950]"),
    ("petition", "times_raised", "[1, 2, 3, 5, 9, 40]"),
    ("petition", "handovers", "[0, 1, 2, 3, 5, 9]"),
    ("petition", "promises_missed", "[0, 1, 2, 3, 9]"),
    ("petition", "official_named", "[true, false]"),
    ("petition", "intensifying", "[false, true]"),
    ("petition", "agreement_broken", "[false, true]"),
    ("petition", "amount_at_stake", "[0, 10000, 1000000, 100000000]"),
];

#[test]
fn a_worse_fact_lowers_neither_score_nor_level_nor_ceiling() {
    let shipped = shipped();
    for (name, field, values) in WORSE {
        let shipped = shipped.iter().find(|it| it.name == *name).unwrap();
        let path = &shipped.ruleset.model().fields.iter().find(|it| it.name == *field).unwrap().path;
        let values: Vec<Value> = serde_json::from_str(values).unwrap();
        let risen = rises(shipped, field, |incident| {
            let with = |value: &Value| {
                let mut other = incident.clone();
                other[&path[0]] = value.clone();
                other
            };
            values.iter().map(with).collect()
        });
        assert!(risen > 0, "{name}: {field} changes no score");
    }
}

/// Ruleset, a list of records, one more of them.
const ONE_MORE: &[(&str, &str, &str)] = &[
    ("fraud", "transfers", r#"{"amount": 3000, "sent_at": "2026-03-02T10:00:00+08:00"}"#),
    ("fraud", "transfers", r#"{"amount": 0.01, "sent_at": "2025-11-02T10:00:00+08:00"}"#),
    ("housing", "cracks", r#"{"member": "wall", "direction": "vertical", "width": 0.1, "reach": 5}"#),
    ("housing", "cracks", r#"{"member": "concrete_beam", "direction": "vertical", "width": 1.5}"#),
    ("housing", "damage", r#"{"member": "purlin", "finding": "rotten", "loss": 5}"#),
    ("housing", "damage", r#"{"member": "timber_column", "finding": "broken"}"#),
    ("housing", "alterations", r#"{"kind": "extension", "designed": true, "under_way": false}"#),
    ("housing", "alterations", r#"{"kind": "added_storey", "designed": false, "under_way": true}"#),
];

#[test]
fn one_more_finding_lowers_neither_score_nor_level_nor_ceiling() {
    let shipped = shipped();
    for (name, list, item) in ONE_MORE {
        let shipped = shipped.iter().find(|it| it.name == *name).unwrap();
        let item: Value = serde_json::from_str(item).unwrap();
        let risen = rises(shipped, list, |incident| {
            let mut before = incident.clone();
            if !before[*list].is_array() {
                before[*list] = json!([]);
            }
            let mut after = before.clone();
            after[*list].as_array_mut().unwrap().push(item.clone());
            vec![before, after]
        });
        assert!(risen > 0, "{name}: {item} changes no score");
    }
}

/// How often the score rises from one form of an incident to the next, which is a worse one.
fn rises(shipped: &Shipped, what: &str, forms: impl Fn(&Value) -> Vec<Value>) -> usize {
    let Shipped { name, ruleset, incidents } = shipped;
    let order = |level: &Value| ruleset.model().levels.iter().position(|it| it.id == *level).unwrap();
    let mut risen = 0;
    for (incident, as_of) in incidents {
        let mut last: Option<(Value, [i64; 4])> = None;
        for form in forms(incident) {
            let told = told(ruleset, &form, as_of);
            let found = [
                told["score"].as_i64().unwrap(),
                order(&told["level"]).try_into().unwrap(),
                told["ceiling"][0].as_i64().unwrap(),
                order(&told["ceiling"][1]).try_into().unwrap(),
            ];
            if let Some((better, before)) = last {
                assert!(
                    found.iter().zip(before).all(|(now, before)| *now >= before),
                    "{name}: {what}, {found:?} after {before:?}\n{better}\n{told}\n{form}"
                );
                risen += usize::from(found[0] > before[0]);
            }
            last = Some((told, found));
        }
    }
    risen
}
