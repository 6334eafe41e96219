//! What must hold of every explanation, whatever the incident.

use rules_core::explain::{Audience, Because, ExplainOptions, Explained, WhyNot, render};
use rules_core::{ContextSpec, Options, Ruleset, Session};
use std::fs;
use std::path::Path;

const AUDIENCES: [Audience; 3] = [Audience::Author, Audience::Official, Audience::Citizen];

fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn fraud() -> Ruleset {
    Ruleset::compile(file("../rulesets/fraud/fraud.toml")).unwrap()
}

fn late_answer() -> Ruleset {
    Ruleset::compile(file("golden/explain/late-answer.toml")).unwrap()
}

fn explain_all(ruleset: &Ruleset, incidents: &[&str], mut check: impl FnMut(&str, &Explained)) {
    let spec = ContextSpec { as_of: Some("2026-03-09T10:30:00+08:00".into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    let mut session = Session::new(ruleset, &context, &options);
    let wanted = ExplainOptions { why_not: WhyNot::All, ..ExplainOptions::default() };
    for (number, incident) in (1..).zip(incidents) {
        // Some lines of the examples are no incidents.
        if let Ok(explained) = session.explain(incident.as_bytes(), number, &wanted) {
            check(incident, &explained);
        }
    }
}

fn texts(explained: &Explained) -> Vec<String> {
    let each = AUDIENCES.iter().flat_map(|audience| ["zh", "en", "fr"].map(|locale| (*audience, locale)));
    each.map(|(audience, locale)| render(explained, audience, locale)).collect()
}

fn examples() -> String {
    file("../rulesets/fraud/examples/incidents.jsonl")
}

#[test]
fn every_example_can_be_read_by_everybody_and_ends_with_one_line_end() {
    let examples = examples();
    explain_all(&fraud(), &examples.lines().collect::<Vec<_>>(), |incident, explained| {
        for text in texts(explained) {
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{incident}");
            assert!(!text.contains("\n\n\n") && !text.contains("{}") && !text.contains("${"), "{text}");
        }
    });
}

#[test]
fn the_same_incident_is_explained_in_the_same_bytes() {
    let examples = examples();
    let incidents: Vec<&str> = examples.lines().collect();
    let mut first = Vec::new();
    explain_all(&fraud(), &incidents, |_, explained| first.push(serde_json::to_string(explained).unwrap()));
    let mut second = first.into_iter();
    explain_all(&fraud(), &incidents, |incident, explained| {
        assert_eq!(serde_json::to_string(explained).ok(), second.next(), "{incident}");
    });
}

#[test]
fn every_rule_is_either_a_hit_or_told_why_it_is_not() {
    let examples = examples();
    let ruleset = fraud();
    explain_all(&ruleset, &examples.lines().collect::<Vec<_>>(), |incident, explained| {
        let details = &explained.details;
        let told = details.hits.len() + details.shadow.len() + details.why_not.len();
        assert_eq!(told, ruleset.model().entries.len(), "{incident}");
        for rule in &details.why_not {
            assert!(!rule.parts.is_empty(), "{} {incident}", rule.id);
            let is_open = explained.assessment.open.rules.iter().any(|open| open.id == rule.id);
            assert!(rule.shadow || is_open == (rule.because == Because::Unknown), "{} {incident}", rule.id);
        }
    });
}

#[test]
fn counted_points_add_up_to_the_score() {
    let examples = examples();
    explain_all(&fraud(), &examples.lines().collect::<Vec<_>>(), |incident, explained| {
        let score = &explained.details.score;
        let counted: i64 = explained.details.hits.iter().map(|hit| hit.counted).sum();
        assert_eq!(score.base + counted, score.total, "{incident}");
        assert_eq!(score.total.clamp(score.min, score.max), explained.assessment.score, "{incident}");
        let ceiling = score.ceiling_total.clamp(score.min, score.max);
        assert_eq!(ceiling, score.ceiling_held, "{incident}");
        assert!(explained.assessment.ceiling.score <= ceiling, "{incident}");
    });
}

#[test]
fn a_level_that_may_rise_never_stands_alone() {
    let examples = examples();
    explain_all(&fraud(), &examples.lines().collect::<Vec<_>>(), |incident, explained| {
        let details = &explained.details;
        if explained.assessment.level == explained.assessment.ceiling.level {
            return;
        }
        for locale in ["zh", "en"] {
            let (level, ceiling) = (details.level.title.get(locale), details.ceiling.title.get(locale));
            for audience in [Audience::Official, Audience::Citizen] {
                let text = render(explained, audience, locale);
                let line = text.lines().find(|line| line.contains(level)).unwrap();
                assert!(line.contains(ceiling), "{incident}: {line}");
            }
        }
    });
}

#[test]
fn a_citizen_is_shown_no_id_no_name_and_no_points() {
    let (examples, ruleset) = (examples(), fraud());
    let model = ruleset.model();
    let mut names: Vec<&str> = model.entries.iter().map(|entry| entry.id.as_str()).collect();
    names.extend(model.groups.iter().map(|group| group.id.as_str()));
    names.extend(model.levels.iter().map(|level| level.id.as_str()));
    names.extend(model.actions.iter().map(|action| action.id.as_str()));
    names.extend(model.fields.iter().map(|field| field.name.as_str()));
    names.extend(model.features.iter().map(|feature| feature.name.as_str()));
    explain_all(&ruleset, &examples.lines().collect::<Vec<_>>(), |incident, explained| {
        let text = render(explained, Audience::Citizen, "zh");
        for name in &names {
            assert!(!text.contains(name), "`{name}` in {incident}:\n{text}");
        }
        assert!(!text.contains('分') || !text.contains("得分"), "{text}");
        assert!(text.contains("不是概率") && text.contains("由工作人员"), "{text}");
    });
}

/// Asserts that none of these stands anywhere in what is told of an incident.
fn hides(ruleset: &Ruleset, incident: &str, secrets: &[&str]) {
    explain_all(ruleset, &[incident], |_, explained| {
        let mut all = texts(explained);
        all.push(serde_json::to_string(explained).unwrap());
        for text in all {
            for secret in secrets {
                assert!(!text.contains(secret), "`{secret}` is shown of {incident}:\n{text}");
            }
        }
    });
}

#[test]
fn a_sensitive_value_is_shown_nowhere() {
    let fraud = fraud();
    let account = "6222000011112222";
    for incident in [
        r#"{"channel": "phone", "other_number": "+4470001234567"}"#,
        r#"{"channel": "phone", "other_number": 4470001234567}"#,
        r#"{"channel": "phone", "other_number": ["4470001234567"]}"#,
        r#"{"channel": "phone", "other_number": "1", "other_number": "4470001234567"}"#,
        r#"{"channel": "phone", "other_number": "4470001234567", "narrative": "来电4470001234567要求共享屏幕"}"#,
    ] {
        hides(&fraud, incident, &["4470001234567"]);
    }
    for incident in [
        r#"{"transfers": [{"amount": 5000, "payee_account": "6222000011112222"}]}"#,
        r#"{"transfers": [{"amount": 5000, "payee_account": 6222000011112222}]}"#,
        r#"{"transfers": {"payee_account": "6222000011112222"}}"#,
        r#"{"transfers": "6222000011112222"}"#,
        r#"{"transfers": ["6222000011112222"]}"#,
        r#"{"narrative": "他换了卡，让我打到这张卡6222000011112222，工行"}"#,
        r#"{"narrative": "打到这张卡 卡号是62220000111122223333444455"}"#,
        r#"{"narrative": 6222000011112222}"#,
    ] {
        if incident.contains(r#""narrative": 6"#) {
            // The field is not sensitive: what was found is told in the assessment, and masked in words.
            explain_all(&fraud, &[incident], |_, explained| {
                assert!(texts(explained).iter().all(|text| !text.contains(account)));
            });
        } else {
            hides(&fraud, incident, &[account, "62220000111122223333444455"]);
        }
    }
}

#[test]
fn a_reason_masks_a_sensitive_value_and_a_sensitive_match() {
    let incident = r#"{"account": "6217000099998888", "story": "卡号6217000011112222", "wages_owed": true}"#;
    hides(&late_answer(), incident, &["6217000099998888", "6217000011112222", "62170000"]);
    explain_all(&late_answer(), &[incident], |_, explained| {
        let hit = explained.details.hits.iter().find(|hit| hit.id == "card-in-story").unwrap();
        assert!(hit.reason.get("zh").ends_with("账户 ****8888"));
        let found = &hit.evidence[0].searches[0].found[0];
        assert_eq!((found.text.as_str(), found.bytes, found.utf16), ("****2222", (6, 22), (2, 18)));
    });
}

#[test]
fn a_value_for_an_object_with_a_sensitive_field_in_it_is_not_shown() {
    let text = file("golden/explain/late-answer.toml");
    let text = text.replace("[field.account]\n", "[field.account]\npath = \"/payee/account\"\n");
    let text = text.replace("[field.story]\n", "[field.story]\npath = \"/payee/story\"\n");
    let ruleset = Ruleset::compile(text).unwrap();
    hides(&ruleset, r#"{"payee": "6217000099998888"}"#, &["6217000099998888"]);
}

#[test]
fn places_are_those_of_the_original_text() {
    let text = "𠮷先生说：要转到 安 全 帳 戶 去。";
    let incident = serde_json::json!({ "narrative": text }).to_string();
    explain_all(&fraud(), &[&incident], |_, explained| {
        let hit = explained.details.hits.iter().find(|hit| hit.id == "safe-account").unwrap();
        let found = &hit.evidence[0].searches[0].found[0];
        assert_eq!(text.get(found.bytes.0..found.bytes.1), Some(found.text.as_str()));
        let units: Vec<u16> = text.encode_utf16().collect();
        let words = String::from_utf16(&units[found.utf16.0..found.utf16.1]).unwrap();
        assert_eq!((words.as_str(), found.text.as_str()), ("安 全 帳 戶", "安 全 帳 戶"));
        assert_eq!(found.term.as_deref(), Some("安全账户"));
    });
}

#[test]
fn limits_run_from_the_clock_and_from_the_assessment_only_without_it() {
    let clock = r#"{"reported_at": "2026-03-09T01:00:00Z", "narrative": "让我把钱转到安全账户"}"#;
    let none = r#"{"narrative": "让我把钱转到安全账户"}"#;
    let mut limits = Vec::new();
    explain_all(&fraud(), &[clock, none], |_, explained| {
        let limit = explained.details.level.respond.clone().unwrap();
        limits.push((limit.until.unwrap(), serde_json::to_value(limit.from).unwrap(), limit.past));
    });
    assert_eq!(limits[0], ("2026-03-09T10:00:00+08:00".into(), "clock".into(), true));
    assert_eq!(limits[1], ("2026-03-09T11:30:00+08:00".into(), "asOf".into(), false));
}

#[test]
fn only_the_languages_asked_for_are_told() {
    let ruleset = fraud();
    let context = ruleset.context(ContextSpec::default()).unwrap();
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let wanted = |language: &str| ExplainOptions { languages: vec![language.into()], ..Default::default() };
    let english = session.explain(b"{}", 1, &wanted("en")).unwrap();
    assert_eq!(
        (english.details.languages.len(), english.details.title.get("zh")),
        (1, "Telecom and online fraud risk")
    );
    let other = session.explain(b"{}", 1, &wanted("fr")).unwrap();
    assert_eq!(other.details.languages, ["zh"]);
}

#[test]
fn one_rule_can_be_asked_for() {
    let ruleset = fraud();
    let context = ruleset.context(ContextSpec::default()).unwrap();
    let options = Options::default();
    let mut session = Session::new(&ruleset, &context, &options);
    let wanted = ExplainOptions { why_not: WhyNot::One("secrecy".into()), ..Default::default() };
    let explained = session.explain(r#"{"narrative": "没有什么"}"#.as_bytes(), 1, &wanted).unwrap();
    let [rule] = explained.details.why_not.as_slice() else { panic!() };
    assert_eq!((rule.id.as_str(), rule.because), ("secrecy", Because::Unknown));
    assert_eq!(rule.parts[0].text, "told_to_keep_secret");
}
