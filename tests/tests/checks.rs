//! What check says, and above all what it does not say, about small rulesets. The pages under `diagnostics/`
//! show each code; here stand the borders between what is told and what is not.

use rules_core::Ruleset;
use rules_core::check::check_source;
use rules_core::diagnostic::Diagnostic;
use rules_core::source::Source;
use shao_tests::skeleton::{complete, complete_for_incidents};

/// What is told: code, and what stands at the place.
fn told(fragment: &str) -> Vec<String> {
    let source = Source::new(complete(fragment).text);
    let told = |it: &Diagnostic| format!("{} {}", it.code.as_str(), source.slice(it.span));
    check_source(&source).1.iter().map(told).collect()
}

fn rule(id: &str, when: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\nwhen = '{when}'\npoints = 1\nreason = \"A reason\"\nbasis = \"law\"\n")
}

fn silent(fragment: &str) {
    assert_eq!(told(fragment), Vec::<String>::new(), "{fragment}");
}

const STOREYS: &str = "[field.storeys]\ntype = \"integer\"\nmin = 1\nmax = 3\ntitle = \"Storeys\"\n";

#[test]
fn one_mistake_is_told_once() {
    let two_more = "[terms]\nwords = [\"safe account\"]\n[feature]\nlarge = 'ammount > 3'\n";
    let rules = [rule("a", "large && narrative.mentions(words)"), rule("b", "large && amount > 3")].concat();
    assert_eq!(told(&format!("{two_more}{rules}")), ["E201 ammount"]);
    assert_eq!(
        told(&rule("a", "amount >").replace("points = 1", "points = 'amount'")),
        ["E110 >", "E202 amount"]
    );
}

#[test]
fn mistakes_in_all_sections_are_told_together() {
    let fragment = format!(
        "[terms]\nnone_at_all = []\n[pattern]\np = {{ match = '(' }}\n[feature]\nf = 'amont'\n[[case]]\nname = \"x\"\n\
         [case.incident]\n[case.expect]\nlevel = \"lo\"\n{}",
        rule("sex", "amount > 1")
    );
    let codes: Vec<String> = told(&fragment).iter().map(|it| it.chars().take(4).collect()).collect();
    assert_eq!(codes, ["E115", "E114", "E201", "E105", "E217", "E218"]);
}

#[test]
fn a_default_is_needed_where_something_may_be_unknown() {
    let assumed = |when: &str| rule("a", when).replace("basis", "reason_assumed = \"Assumed\"\nbasis");
    silent(&assumed("(amount ?? 0) > 3"));
    assert_eq!(told(&rule("a", "(((amount ?? 0) ?? 1) > 3)")), ["E212 \"a\"", "W309 1"]);
    let script = "[script.or_zero]\nparams = { x = \"number\" }\nreturns = \"number\"\nbody = 'x ?? 0.0'\n";
    silent(&format!("{script}{}", assumed("or_zero(amount) > 3")));
}

#[test]
fn points_may_read_what_the_condition_makes_known() {
    let points =
        |when: &str| format!("{STOREYS}{}", rule("a", when).replace("points = 1", "points = 'storeys * 5'"));
    silent(&points("storeys >= 2"));
    silent(&points("!(storeys < 2 || amount > 3)"));
    silent(&points("storeys == 2 && amount > 1 || storeys == 3"));
    assert_eq!(told(&points("storeys >= 2 || amount > 3")), ["E211 storeys * 5"]);
    // An end of a range may be unknown where the value is past the other end.
    assert_eq!(told(&points("!(amount in 5..storeys)")), ["E211 storeys * 5"]);
}

#[test]
fn ranges_decide_no_more_than_is_certain() {
    silent(&rule("a", "amount > 0 && amount < 1"));
    silent(&rule("a", "amount > 5 || amount < 3"));
    silent(&format!("{STOREYS}{}", rule("a", "storeys > 2 && storeys * 2 == 6")));
    assert_eq!(told(&format!("{STOREYS}{}", rule("a", "storeys * 2 > 6"))), ["E210 storeys * 2 > 6"]);
    assert_eq!(told(&format!("{STOREYS}{}", rule("a", "!(storeys in 1..=3)"))), ["E210 !(storeys in 1..=3)"]);
}

#[test]
fn bins_cover_the_range_and_nothing_more() {
    let bins = |bins: &str| {
        format!(
            "{STOREYS}[[characteristic]]\nid = \"c\"\nvalue = 'storeys'\nbasis = \"law\"\nbins = [{bins}]\n"
        )
    };
    let hit = |test: &str| format!("{{ {test}, points = 1, reason = \"A reason\" }}");
    silent(&bins(&format!("{}, {}", hit("below = 2"), hit("up_to = 3"))));
    silent(&bins(
        &format!("{}, {}", hit("below = 2"), hit("up_to = 2")).replace("up_to = 2, points", "points"),
    ));
    silent(&bins(&hit("is = [1, 2, 3]")));
    silent(&bins(&format!("{}, {}", hit("is = 1"), hit("up_to = 3"))));
    silent(&bins(&format!("{}, {}, {}", hit("up_to = 1"), hit("up_to = 3"), hit("unknown = true"))));
    assert_eq!(told(&bins(&hit("below = 3"))).len(), 1, "3 is in no bin");
    assert_eq!(told(&bins(&hit("is = [1, 3]"))).len(), 1, "2 is in no bin");
    let double =
        bins(&format!("{}, {}", hit("up_to = 2"), hit("is = 2, up_to = 3").replace(", up_to = 3", "")));
    assert!(told(&double).iter().any(|it| it.starts_with("E206")), "2 is taken already");
    let text = bins(&hit("below = 2")).replace("value = 'storeys'", "value = 'narrative'");
    assert!(told(&text).contains(&"E202 narrative".to_owned()));
}

#[test]
fn a_basis_is_in_force_on_the_day_from_which_the_rule_applies() {
    let law =
        "[source.new]\ntitle = \"A new law\"\nstatus = \"read\"\nin_force = 2026-07-01\nuntil = 2028-01-01\n";
    let with = |extra: &str| {
        format!("{law}{}", rule("a", "amount > 3").replace("\"law\"\n", &format!("\"new\"\n{extra}\n")))
    };
    silent(&with("from = 2026-07-01"));
    silent(&with("status = \"retired\""));
    assert_eq!(told(&with("")), ["E216 \"new\""]);
    assert_eq!(told(&with("from = 2029-01-01")), ["E216 \"new\""]);
}

#[test]
fn levels_are_reached_by_points_or_floors() {
    let levels = "[[level]]\nid = \"low\"\nfrom = 0\ntitle = \"Low\"\n[[level]]\nid = \"top\"\nfrom = 62\ntitle = \"Top\"\n";
    let with = |extra: &str| {
        format!(
            "{levels}{}{}",
            rule("a", "amount > 3"),
            rule("b", "amount > 4").replace("points = 1\n", extra)
        )
    };
    silent(&with("points = 1\n"));
    silent(&with("at_least = \"top\"\n"));
    assert_eq!(told(&with("points = 0\n")), ["W310 62"]);
    assert_eq!(told(&with("points = 5\nstatus = \"shadow\"\n")), ["W310 62"]);
    let grouped =
        with("points = 1\ngroup = \"g\"\n").replacen("points = 1\n", "points = 1\ngroup = \"g\"\n", 1);
    assert_eq!(told(&format!("{grouped}[group.g]\ntake = \"best\"\n")), ["W310 62"]);
}

#[test]
fn cases_may_name_what_nobody_declares_but_no_near_miss() {
    let list = "[field.cracks]\ntype = \"records\"\ntitle = \"Cracks\"\n[field.cracks.item]\nwidth = { type = \"number\", title = \"Width\" }\n";
    let case = |incident: &str| {
        format!(
            "{list}{}[[case]]\nname = \"c\"\nas_of = 2026-03-02T10:30:00+08:00\n[case.incident]\n{incident}\n[case.expect]\nlevel = \"low\"\n",
            rule("a", "cracks.any(width > 3)")
        )
    };
    silent(&case("bank = 1\ncracks = [{ width = 3, colour = 1 }]"));
    assert_eq!(told(&case("craks = []")), ["E217 craks"]);
    assert_eq!(told(&case("\"craks\" = []")), ["E217 \"craks\""]);
    assert_eq!(told(&case("cracks = [{ width = 3 }, { widht = 3 }]")), ["E217 widht"]);
}

#[test]
fn what_is_retired_or_shown_counts_as_used() {
    silent(&format!("{STOREYS}{}", rule("a", "storeys > 2").replace("basis", "status = \"retired\"\nbasis")));
    silent(&format!("{STOREYS}{}", rule("a", "amount > 2").replace("A reason", "${storeys} storeys")));
    assert_eq!(told(STOREYS), ["W303 storeys"]);
}

#[test]
fn words_about_persons_are_told_at_their_place_with_escapes_or_without() {
    assert_eq!(told(&rule("a", "narrative == \"his age\"")), ["E218 age"]);
    assert_eq!(told("[terms]\nw = [\"\\u8001\\u4E0A\\u8BBF\"]\n")[..1], ["E218 \\u8001\\u4E0A\\u8BBF"]);
    assert_eq!(
        told(&rule("a", "amount > 1").replace("A reason", "性别，年龄，性别")),
        ["E218 性别", "E218 年龄"]
    );
    let allowed = |word: &str| format!("[[lint.allow]]\nword = \"{word}\"\nreason = \"the matter\"\n");
    let both = rule("a", "amount > 1").replace("A reason", "性别，年龄");
    silent(&format!("{}{}{both}", allowed("性别"), allowed("年龄")));
    assert_eq!(told(&format!("{}{both}", allowed("性别"))), ["E218 年龄"]);
}

#[test]
fn terms_that_change_nothing_are_told_only_where_terms_are_not_told_apart() {
    let with =
        |when: &str| format!("[terms]\nw = [\"账户\", \"安全账户\"]\nn = [\"没有\"]\n{}", rule("a", when));
    assert_eq!(told(&with("narrative.mentions(w) && narrative.mentions(n)")), ["W308 \"安全账户\""]);
    silent(&with("narrative.mentions(w) && narrative.mentions_not_after(w, n)"));
    silent(&with("narrative.mentions_not_after(n, w)"));
    silent(&with("narrative.count(w) > 1 && narrative.mentions(n)"));
}

#[test]
fn a_fix_is_written_in_the_quotes_that_stand_there() {
    let channel = "[field.channel]\ntype = \"enum\"\ntitle = \"Channel\"\n[field.channel.values]\nphone = \"Phone\"\n\
        sms = \"Text message\"\n";
    let literal = rule("a", "channel == \"phoen\"");
    for (written, mended) in [
        (literal.clone(), "\"phone\"'"),
        (literal.replace("'channel == \"phoen\"'", "\"channel == \\\"phoen\\\"\""), "\\\"phone\\\"\""),
        (literal.replace("\"phoen\"", "`phoen`"), "`phone`'"),
    ] {
        let mut text = complete(&format!("{channel}{written}")).text;
        let fix =
            check_source(&Source::new(text.as_str())).1.pop().and_then(|it| it.fix).expect("there is a fix");
        text.replace_range(fix.span.range(), &fix.replacement);
        assert!(text.contains(mended), "{text}");
        assert_eq!(check_source(&Source::new(text)).1, []);
    }
}

#[test]
fn a_script_sees_its_parameters_and_keeps_within_its_body() {
    let script = |body: &str| {
        format!(
            "[script.f]\nparams = {{ x = \"number\" }}\nreturns = \"number\"\nbody = '{body}'\n{}",
            rule("a", "f(amount) > 1")
        )
    };
    silent(&script("x * 2.0"));
    assert_eq!(told(&script("let y = x; y * 2.0")), ["W305 f"]);
    assert_eq!(told(&script("let y = amount; y")), ["E227 amount"]);
    assert_eq!(told(&script("x } fn g(x) { x")), ["E227 }"]);
    assert_eq!(told(&script("x > 1.0")), ["E202 x > 1.0"]);
    assert_eq!(told(&script("f(x)")), ["E223 f(x)"]);
}

#[test]
fn an_id_names_one_hit() {
    let deadline = "[field.begun]\ntype = \"date\"\ntitle = \"Begun\"\n[field.ended]\ntype = \"date\"\ntitle = \"Ended\"\n\
        [[deadline]]\nid = \"answer\"\nfrom = \"begun\"\ndays = 3\ndone = \"ended\"\nbasis = \"law\"\n";
    silent(deadline);
    assert_eq!(told(&format!("{deadline}{}", rule("answer", "amount > 3"))), ["E116 \"answer\""]);
}

#[test]
fn what_a_broken_rule_may_use_or_reach_is_not_missed_by_compiling_either() {
    let fragment = format!("{STOREYS}{}", rule("a", "storeys >"));
    let text = complete_for_incidents(&fragment).text;
    let errors = Ruleset::compile(&text).expect_err("the rule is broken").diagnostics;
    assert_eq!(errors, check_source(&Source::new(text)).1);
    assert_eq!(errors.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["E110"]);
}

#[test]
fn what_was_meant_and_could_not_be_read_is_not_missed_a_second_time() {
    let with = |from: &str, to: &str| rule("a", "amount > 3").replace(from, to);
    assert_eq!(told(&with("reason = \"A reason\"", "reason = 5")), ["E106 5"]);
    assert_eq!(told(&with("reason =", "raeson =")), ["E104 raeson"]);
    assert_eq!(told(&with("basis = \"law\"", "basis = 5")), ["E106 5"]);
    assert_eq!(told(&with("basis =", "bases =")), ["E104 bases"]);
    assert_eq!(told(&with("basis = \"law\"", "basis = []")), ["E214 \"a\""]);
    let assumed = rule("a", "(amount ?? 0) > 3");
    assert_eq!(told(&assumed.replace("basis", "reason_asumed = \"Assumed\"\nbasis")), ["E104 reason_asumed"]);
    let bins = "[[characteristic]]\nid = \"c\"\nvalue = 'amount'\nbasis = 5\n\
        bins = [{ below = 3, points = 1, reason = 5 }, { points = 2, reason = \"A reason\" }]\n";
    assert_eq!(told(bins), ["E106 5", "E106 5"]);
    // A mistake elsewhere in the rule says nothing of the reason.
    assert_eq!(told(&rule("a", "amount >").replace("reason = \"A reason\"\n", "")), ["E213 \"a\"", "E110 >"]);
}

#[test]
fn values_of_cases_are_what_their_fields_take_unless_the_case_is_about_that() {
    let fields = "[field.cracks]\ntype = \"records\"\ntitle = \"Cracks\"\nmax_items = 2\n[field.cracks.item]\n\
        width = { type = \"number\", title = \"Width\", was = [\"breadth\"] }\n\
        [field.begun]\ntype = \"date\"\ntitle = \"Begun\"\npath = \"/works/begun\"\nwas = [\"start\"]\n";
    let case = |incident: &str, expect: &str| {
        format!(
            "{STOREYS}{fields}{}[[case]]\nname = \"c\"\nas_of = 2026-03-02T10:30:00+08:00\n[case.incident]\n\
             {incident}\n[case.expect]\n{expect}\n",
            rule("a", "cracks.any(width > 3) || storeys > 1 || begun > date(\"2026-01-01\")")
        )
    };
    let low = "level = \"low\"";
    for good in
        ["storeys = 3", "works = { begun = 2026-01-01 }", "start = \"none\"", "cracks = [{ breadth = 1.5 }]"]
    {
        silent(&case(good, low));
    }
    for (bad, place) in [
        ("storeys = 4", "4"),
        ("storeys = 9223372036854775808", "9223372036854775808"),
        ("cracks = [{ width = nan }]", "nan"),
        ("works = { begun = 2026-01-01T09:00:00 }", "2026-01-01T09:00:00"),
        ("works = 3", "3"),
        ("start = \"soon\"", "\"soon\""),
        ("cracks = [{ width = 1 }, { breadth = \"wide\" }]", "\"wide\""),
        ("cracks = [{ width = 1 }, 3]", "3"),
        ("cracks = [{}, {}, {}]", "[{}, {}, {}]"),
    ] {
        assert_eq!(told(&case(bad, low)), [format!("W311 {place}")], "{bad}");
        silent(&case(bad, "incomplete = true"));
        assert_eq!(told(&case(bad, "incomplete = false")), [format!("W311 {place}")], "{bad}");
    }
    // A rule that is not understood may be what declares it.
    let broken = case("storeys = 4", low).replace("storeys > 1", "storeys >");
    assert!(told(&broken).iter().all(|it| it.starts_with('E')), "{:?}", told(&broken));
}
