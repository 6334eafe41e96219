//! Damaged, huge and hostile rulesets: parse and check end, never panic, and tell places that exist.

use rules_core::check::check_source;
use rules_core::diagnostic::{Code, Diagnostic};
use rules_core::limits;
use rules_core::ruleset::Model;
use rules_core::source::{Source, Span, read};
use shao_tests::damage::damaged;
use shao_tests::dice::Dice;
use shao_tests::skeleton::complete;

const SAMPLE: &str = include_str!("sample.toml");

fn check(text: &str) -> (Option<Model>, Vec<Diagnostic>) {
    let source = Source::new(text);
    let (model, diagnostics) = check_source(&source);
    for diagnostic in &diagnostics {
        let fix = diagnostic.fix.iter().map(|fix| fix.span);
        for span in diagnostic.labels.iter().map(|label| label.span).chain(fix).chain([diagnostic.span]) {
            assert!(is_good(&source, span), "{diagnostic:?} in\n{text}");
        }
        assert!(!diagnostic.message.contains('\n'), "{diagnostic:?}");
    }
    assert_eq!(model.is_none(), diagnostics.iter().any(Diagnostic::is_error), "an error, or a model");
    (model, diagnostics)
}

fn is_good(source: &Source, span: Span) -> bool {
    source.text().get(span.range()).is_some()
}

fn codes(text: &str) -> Vec<Code> {
    let mut codes: Vec<Code> = check(text).1.iter().map(|it| it.code).collect();
    codes.dedup();
    codes
}

fn rule(id: &str, when: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\nwhen = '{when}'\npoints = 1\nreason = \"A reason\"\nbasis = \"law\"\n")
}

#[test]
fn the_sample_has_nothing_but_a_script_to_be_warned_of() {
    assert_eq!(codes(SAMPLE), [Code::W305]);
}

#[test]
fn a_damaged_ruleset_never_panics_and_its_places_exist() {
    let (mut read_so_far, mut whole) = (0, 0);
    for seed in 0..4_000 {
        let bytes = damaged(SAMPLE.as_bytes(), &mut Dice::new(seed));
        match read(&bytes) {
            Ok(source) => {
                read_so_far += 1;
                whole += usize::from(check(source.text()).0.is_some());
            }
            Err(diagnostic) => {
                assert_eq!(diagnostic.code, Code::E101);
                assert!(diagnostic.span.range().end <= bytes.len() && !diagnostic.span.range().is_empty());
            }
        }
    }
    // The damage must neither be so heavy that nothing is read, nor so light that all of it passes.
    assert!(read_so_far > 2_000 && whole > 100 && whole < read_so_far, "{read_so_far} read, {whole} whole");
}

#[test]
fn every_expression_may_be_cut_off_anywhere() {
    for (at, _) in SAMPLE.char_indices().filter(|(at, _)| at % 7 == 0) {
        check(SAMPLE.get(..at).unwrap_or_default());
    }
}

#[test]
fn line_ends_of_windows_change_no_diagnostic() {
    let broken = SAMPLE.replace("storeys < 30", "storey < 30").replace("standard:5.3", "standart:5.3");
    let messages = |text: &str| check(text).1.iter().map(|it| it.message.clone()).collect::<Vec<_>>();
    assert_eq!(messages(&broken).len(), 3);
    assert_eq!(messages(&broken), messages(&broken.replace('\n', "\r\n")));
}

#[test]
fn a_ruleset_over_the_limit_of_bytes_is_refused_unread() {
    let text = format!("{SAMPLE}#{}", "x".repeat(limits::RULESET_BYTES));
    assert_eq!(codes(&text), [Code::E103]);
}

#[test]
fn ten_thousand_rules_compile_and_too_many_are_refused() {
    let rules = |count: usize| -> String {
        (0..count).map(|n| rule(&format!("r{n}"), &format!("amount >= {n}.5 && amount < {n}.75"))).collect()
    };
    let (model, diagnostics) = check(&complete(&rules(10_000)).text);
    assert_eq!((model.map(|model| model.entries.len()), diagnostics), (Some(10_001), Vec::new()));
    assert_eq!(codes(&complete(&rules(limits::RULES)).text), [Code::E103]);
}

#[test]
fn ten_thousand_broken_rules_are_all_told() {
    let rules: String = (0..10_000).map(|n| rule(&format!("r{n}"), &format!("ammount > {n}"))).collect();
    let (_, diagnostics) = check(&complete(&rules).text);
    assert_eq!(diagnostics.iter().filter(|it| it.code == Code::E201).count(), 10_000);
}

#[test]
fn deep_nesting_is_told_and_overflows_no_stack() {
    for deep in [100, 2_000, 200_000] {
        for (open, close) in
            [("(", ")"), ("[", "]"), ("!", ""), ("- ", ""), ("if a {", "} else {b}"), ("f(", ")")]
        {
            let when = format!("{}amount > 1{}", open.repeat(deep), close.repeat(deep));
            assert!(codes(&complete(&rule("deep", &when)).text).contains(&Code::E112), "{deep} of {open}");
        }
        for (open, close) in [("[", "]"), ("{ a = ", "}"), ("a.", "")] {
            let text = format!("[field]\nx = {}1{}\n", open.repeat(deep), close.repeat(deep));
            check(&text);
            check(&format!("format = 1\n[[case]]\n[case.incident]\n{}", text.replace("[field]\n", "")));
            check(&format!("[{}x]\n", "a.".repeat(deep)));
        }
        let body = format!("{}1{}", "{".repeat(deep), "}".repeat(deep));
        check(&complete(&format!("[script.f]\nreturns = \"integer\"\nbody = '{body}'\n")).text);
        let pattern = format!("[pattern]\np = {{ match = '{}a{}' }}\n", "(".repeat(deep), ")".repeat(deep));
        assert!(codes(&complete(&pattern).text).contains(&Code::E114));
    }
}

#[test]
fn features_that_lean_on_each_other_without_end_are_refused() {
    for count in [20, 300, 5_000] {
        let forward: String = (1..count).map(|n| format!("f{n} = 'f{} + 1'\n", n - 1)).collect();
        let backward: String = (1..count).rev().map(|n| format!("f{n} = 'f{} + 1'\n", n - 1)).collect();
        for features in [forward, backward] {
            let text = format!(
                "[feature]\nf0 = 'amount'\n{features}{}",
                rule("last", &format!("f{} > 1", count - 1))
            );
            assert_eq!(codes(&complete(&text).text).contains(&Code::E112), count > 192, "{count}");
        }
    }
}

#[test]
fn functions_that_double_their_arguments_are_refused() {
    let double = "[script.double]\nparams = { x = \"number\" }\nreturns = \"number\"\nbody = 'x + x'\n";
    for (calls, refused) in [(5, false), (30, true)] {
        let when = format!("{}amount{} > 1", "double(".repeat(calls), ")".repeat(calls));
        let text = complete(&format!("{double}\n{}", rule("doubled", &when))).text;
        assert_eq!(codes(&text), if refused { vec![Code::E112] } else { vec![] }, "{calls}");
    }
    let chain: String = (1..60)
        .map(|n| {
            let body = format!("f{}(x) + f{}(x)", n - 1, n - 1);
            format!("[script.f{n}]\nparams = {{ x = \"number\" }}\nreturns = \"number\"\nbody = '{body}'\n")
        })
        .collect();
    let first = "[script.f0]\nparams = { x = \"number\" }\nreturns = \"number\"\nbody = 'x + 1'\n";
    assert!(
        codes(&complete(&format!("{first}{chain}{}", rule("last", "f59(amount) > 1"))).text)
            .contains(&Code::E112)
    );
}

#[test]
fn features_that_double_what_is_under_them_are_refused() {
    for (step, first) in [
        ("F + F", "amount"),
        ("F && F || !F", "amount > 3"),
        ("(F ?? true) && F", "amount > 3"),
        ("if F { F } else { amount > 4 }", "amount > 3"),
    ] {
        let chain: String =
            (1..40).map(|n| format!("f{n} = '{}'\n", step.replace('F', &format!("f{}", n - 1)))).collect();
        let last = if first == "amount" { "f39 > 1.5" } else { "f39" };
        let text = complete(&format!("[feature]\nf0 = '{first}'\n{chain}{}", rule("last", last))).text;
        assert!(codes(&text).contains(&Code::E112), "{step}");
    }
}

#[test]
fn switches_within_switches_are_refused_before_they_multiply() {
    let mut value = "storeys".to_owned();
    for _ in 0..25 {
        value = format!("switch {value} {{ 1 | 2 | 3 => 1, 4 => 2, _ => 3 }}");
    }
    let field = "[field.storeys]\ntype = \"integer\"\nmin = 1\nmax = 9\ntitle = \"Storeys\"\n";
    assert_eq!(
        codes(&complete(&format!("{field}{}", rule("nested", &format!("{value} == 1")))).text),
        [Code::E112]
    );
}

#[test]
fn patterns_that_explode_are_refused() {
    for pattern in ["x(a{1,1000}){1,1000}b", "x[一-龥]{0,2000}x", "z[xyz]{300}x[xyz]{300}z", "((((a*)*)*)*)*"]
    {
        let text = complete(&format!("[pattern]\np = {{ match = '{pattern}' }}\n")).text;
        assert!(codes(&text).contains(&Code::E114), "{pattern}");
    }
}
