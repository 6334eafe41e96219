//! The parser against tables, generated expressions and Rhai itself.

use super::parse_expression;
use crate::diagnostic::{Code, Diagnostic};
use crate::limits;
use crate::parse::ast::{Expr, ExprKind};
use crate::parse::generated::{Dice, any, listed, parenthesised, typed};
use crate::parse::toml_text::SpanMap;
use crate::source::Span;
use rhai::{Engine, OptimizationLevel, Scope};

fn parse(text: &str) -> Result<Expr, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let expr = parse_expression(text, &SpanMap::identity(text), &mut diagnostics);
    match expr {
        Some(expr) if diagnostics.is_empty() => Ok(expr),
        None if !diagnostics.is_empty() => Err(diagnostics),
        other => panic!("{text:?}: {other:?} with {diagnostics:?}"),
    }
}

fn accepted(text: &str) -> Expr {
    parse(text).unwrap_or_else(|found| panic!("{text:?}: {found:#?}"))
}

fn rhai() -> Engine {
    let mut engine = Engine::new();
    engine.set_optimization_level(OptimizationLevel::None).set_max_expr_depths(0, 0);
    engine
}

/// Rhai's tree of a text, without places.
fn rhai_tree(engine: &Engine, text: &str) -> String {
    let ast = engine.compile_expression(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let is_place = |c: char| c.is_ascii_digit() || c == ':' || c == '-';
    [" @ ", ", 1:"].iter().fold(format!("{ast:?}"), |tree, before_place| {
        tree.split(before_place).map(|part| part.trim_start_matches(is_place)).collect()
    })
}

/// The part of a text at a range of bytes.
fn cut(text: &str, range: std::ops::Range<usize>) -> &str {
    text.get(range).unwrap()
}

#[test]
fn precedence_and_associativity_are_as_in_this_table() {
    let table = [
        ("a || b && c", "(|| a (&& b c))"),
        ("a && b || c && d", "(|| (&& a b) (&& c d))"),
        ("a || b || c", "(|| a b c)"),
        ("a && (b && c)", "(&& a (&& b c))"),
        ("(a && b) && c", "(&& (&& a b) c)"),
        ("a && b == c", "(&& a (== b c))"),
        ("a == b != c", "(!= (== a b) c)"),
        ("a == b in c", "(== a (in b c))"),
        ("a in b == c", "(== (in a b) c)"),
        ("a < b in c", "(in (< a b) c)"),
        ("a in b < c", "(in a (< b c))"),
        ("a !in [1, 2,]", "(!in a (list 1 2))"),
        ("a in b !in c", "(!in (in a b) c)"),
        ("!a in b", "(in (! a) b)"),
        ("a < b ?? c", "(< a (?? b c))"),
        ("a ?? b ?? c", "(?? (?? a b) c)"),
        ("a ?? b + 1", "(?? a (+ b 1))"),
        ("a ?? b == c", "(== (?? a b) c)"),
        ("a in 1..5", "(in a (.. 1 5))"),
        ("a in 1..=b + 1", "(in a (..= 1 (+ b 1)))"),
        ("a in (1..5)", "(in a (.. 1 5))"),
        ("a in 0.5..1.5", "(in a (.. 0.5 1.5))"),
        ("a in -5..-1", "(in a (.. (- 5) (- 1)))"),
        ("a + b - c", "(- (+ a b) c)"),
        ("a - (b - c)", "(- a (- b c))"),
        ("a + b * c % d", "(+ a (% (* b c) d))"),
        ("(a + b) * c", "(* (+ a b) c)"),
        ("-a * b", "(* (- a) b)"),
        ("a - -5", "(- a (- 5))"),
        ("a -5", "(- a 5)"),
        ("-5.abs()", "(.abs (- 5))"),
        ("- 5.abs()", "(- (.abs 5))"),
        ("-a.b", "(- (.b a))"),
        ("!a.any(b)", "(! (.any a b))"),
        ("!!a", "(! (! a))"),
        ("!inside && !in_it", "(&& (! inside) (! in_it))"),
        ("a.b.c(d, e).f()", "(.f (.c (.b a) d e))"),
        ("f()", "(f)"),
        ("f ( a , b , )", "(f a b)"),
        ("[]", "(list)"),
        ("\"x\".len() + [1].len()", "(+ (.len \"x\") (.len (list 1)))"),
        ("if a { b } else { c }", "(if a b c)"),
        ("if a { 1 } else if b { 2 } else { 3 } + 1", "(+ (if a 1 (if b 2 3)) 1)"),
        ("if a {b} else {c}.d()", "(.d (if a b c))"),
        (
            "switch x { 1 | 2 => a, 3..=5 => b, \"x\" if g && h => c, _ => d }",
            "(switch x [1 2 => a] [(..= 3 5) => b] [\"x\" if (&& g h) => c] [_ => d])",
        ),
        ("switch x { -1 | - 2 => -5.m(), _ => y, }", "(switch x [(- 1) (- 2) => (- (.m 5))] [_ => y])"),
        ("switch -5 { 1 => a }", "(switch (- 5) [1 => a])"),
        ("a /* b /* c */ d */ + // e\n 1", "(+ a 1)"),
    ];
    let engine = rhai();
    for (text, expected) in table {
        let expr = accepted(text);
        assert_eq!(listed(&expr), expected, "{text:?}");
        assert_eq!(rhai_tree(&engine, text), rhai_tree(&engine, &parenthesised(&expr)), "{text:?}");
    }
}

#[test]
fn literals_have_the_values_rhai_gives_them() {
    let table = [
        ("1_000", ExprKind::Int(1000)),
        ("0xFf", ExprKind::Int(255)),
        ("0b1_01", ExprKind::Int(5)),
        ("0o17", ExprKind::Int(15)),
        ("0_x10", ExprKind::Int(16)),
        ("9223372036854775807", ExprKind::Int(i128::from(i64::MAX))),
        ("1.5", ExprKind::Num(1.5)),
        ("1. ", ExprKind::Num(1.0)),
        ("1e3", ExprKind::Num(1000.0)),
        ("1_0.5_0E-1_0", ExprKind::Num(10.5e-10)),
        ("1e+2", ExprKind::Num(100.0)),
        (r#""a""b""#, ExprKind::Text("a\"b".into())),
        (r#""\x41\u9669\U0001F600\t\\\"""#, ExprKind::Text("A险😀\t\\\"".into())),
        ("\"，。“x”\"", ExprKind::Text("，。“x”".into())),
        ("`\n\"a\\\n$b``c\\${d}`", ExprKind::Text("\"a\\\n$b`c${d}".into())),
        ("`a\r\nb\rc`", ExprKind::Text("a\nb\rc".into())),
    ];
    let engine = rhai();
    for (text, expected) in table {
        let value = engine.eval_expression::<rhai::Dynamic>(text).unwrap();
        match &expected {
            ExprKind::Int(expected) => assert_eq!(i128::from(value.as_int().unwrap()), *expected, "{text:?}"),
            ExprKind::Num(expected) => assert_eq!(value.as_float().unwrap(), *expected, "{text:?}"),
            ExprKind::Text(expected) => assert_eq!(value.into_string().unwrap(), *expected, "{text:?}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(accepted(text).kind, expected, "{text:?}");
    }
    let lowest = accepted("-9223372036854775808");
    assert_eq!(
        lowest.kind,
        ExprKind::Neg(Box::new(Expr { kind: ExprKind::Int(1 << 63), span: Span::new(1, 20) }))
    );
}

#[test]
fn spans_are_exact_and_leave_parentheses_out() {
    let text = "(( a ) + f( b )) * x.y( 1 ) && (c)";
    let ExprKind::And(operands) = accepted(text).kind else { panic!() };
    let slice = |expr: &Expr| cut(text, expr.span.range());
    assert_eq!(slice(&operands[0]), "(( a ) + f( b )) * x.y( 1 )");
    assert_eq!(slice(&operands[1]), "c");
    let ExprKind::Binary { op, left, right } = &operands[0].kind else { panic!() };
    assert_eq!((cut(text, op.span.range()), slice(left), slice(right)), ("*", "( a ) + f( b )", "x.y( 1 )"));
    let ExprKind::Method { method, .. } = &right.kind else { panic!() };
    assert_eq!(cut(text, method.span.range()), "y");
}

#[test]
fn spans_are_places_in_the_toml_source() {
    let source = "when = \"channel == \\\"短信\\\" && \\u0061mount ≥ 5 &&\"";
    let text = "channel == \"短信\" && amount ≥ 5 &&";
    let map = SpanMap::new(source, Span::new(7, source.len()));
    let mut diagnostics = Vec::new();
    assert_eq!(parse_expression(text, &map, &mut diagnostics), None);
    let places: Vec<&str> = diagnostics.iter().map(|d| cut(source, d.span.range())).collect();
    assert_eq!(places, ["≥", "&"]);

    let mut diagnostics = Vec::new();
    parse_expression(
        "channel == “短信”",
        &SpanMap::new(source, Span::new(7, source.len())),
        &mut diagnostics,
    );
    assert_eq!(diagnostics[0].fix.as_ref().unwrap().replacement, "\\\"短信\\\"");
}

/// A text, and for each diagnostic its code, the text at its place, and its message; then the text after all
/// fixes, empty where there is none.
type Row = (&'static str, &'static [(Code, &'static str, &'static str)], &'static str);

const MISTAKES: &[Row] = &[
    // What ends too early or is missing.
    ("", &[(Code::E110, "", "expected an expression, found the end of the expression")], ""),
    ("a && ", &[(Code::E110, "&", "expected an operand after `&&`, found the end of the expression")], ""),
    ("(a", &[(Code::E110, "a", "expected `)`, found the end of the expression")], ""),
    ("f(a b)", &[(Code::E110, "b", "expected `,` or `)`, found `b`")], ""),
    ("[a, b", &[(Code::E110, "b", "expected `,` or `]`, found the end of the expression")], ""),
    ("a)", &[(Code::E110, ")", "expected an operator or the end of the expression, found `)`")], ""),
    ("a b", &[(Code::E110, "b", "expected an operator or the end of the expression, found `b`")], ""),
    ("a && || b", &[(Code::E110, "||", "expected an operand after `&&`, found `||`")], ""),
    ("f(, a)", &[(Code::E110, ",", "expected an expression after `(`, found `,`")], ""),
    (
        "a.",
        &[(
            Code::E110,
            ".",
            "expected the name of a property or method after `.`, found the end of the expression",
        )],
        "",
    ),
    ("a.5", &[(Code::E110, "5", "expected the name of a property or method after `.`, found `5`")], ""),
    (
        "if a { b }",
        &[(Code::E110, "}", "expected `else` after the block, found the end of the expression")],
        "",
    ),
    ("if a b", &[(Code::E110, "b", "expected `{` after the condition, found `b`")], ""),
    ("if a { } else { b }", &[(Code::E110, "}", "expected an expression after `{`, found `}`")], ""),
    ("\"a", &[(Code::E110, "\"", "text that does not end")], ""),
    ("\"a”", &[(Code::E110, "\"", "text that does not end")], "\"a\""),
    ("a /* b", &[(Code::E110, "/*", "comment that does not end")], ""),
    // Slips of the pen.
    ("a = 1", &[(Code::E110, "=", "`=` sets a value; to compare, write `==`")], "a == 1"),
    (
        "if a = 1 { b } else { c }",
        &[(Code::E110, "=", "`=` sets a value; to compare, write `==`")],
        "if a == 1 { b } else { c }",
    ),
    ("a === 1", &[(Code::E110, "===", "there is no `===`; to compare, write `==`")], "a == 1"),
    ("a !== 1", &[(Code::E110, "!==", "there is no `!==`; to compare, write `!=`")], "a != 1"),
    ("a <> 1", &[(Code::E110, "<>", "there is no `<>`; to compare, write `!=`")], "a != 1"),
    ("a =< 1", &[(Code::E110, "=<", "there is no `=<`; write `<=`")], "a <= 1"),
    ("a => 1", &[(Code::E110, "=>", "`=>` belongs to `switch`; to compare, write `>=`")], "a >= 1"),
    ("a<-1", &[(Code::E110, "<-", "`<-` is one sign to Rhai; put a space between `<` and `-`")], "a< -1"),
    ("a--1", &[(Code::E110, "--", "`--` is one sign to Rhai; put a space between the two")], "a- -1"),
    ("a + --b", &[(Code::E110, "--", "`--` is one sign to Rhai; put a space between the two")], "a + - -b"),
    ("a & b", &[(Code::E110, "&", "`&` works on bits; where both must hold, write `&&`")], "a && b"),
    ("(a | b)", &[(Code::E110, "|", "`|` works on bits; where one is enough, write `||`")], "(a || b)"),
    ("a and b", &[(Code::E110, "and", "there is no `and`; where both must hold, write `&&`")], "a && b"),
    ("f(a or b)", &[(Code::E110, "or", "there is no `or`; where one is enough, write `||`")], "f(a || b)"),
    ("not a", &[(Code::E110, "not", "there is no `not`; write `!`")], "! a"),
    ("b && not(a)", &[(Code::E110, "not", "there is no `not`; write `!`")], "b && !(a)"),
    ("a not in b", &[(Code::E110, "not in", "there is no `not in`; write `!in`")], "a !in b"),
    ("a is 1", &[(Code::E110, "is", "there is no `is`; to compare, write `==`")], "a == 1"),
    ("a;", &[(Code::E110, ";", "an expression does not end with `;`")], "a"),
    ("a == 'x'", &[(Code::E110, "'x'", "`'x'` where text was meant")], "a == \"x\""),
    ("a == 电话", &[(Code::E110, "电话", "`电话` cannot stand outside quotes")], "a == \"电话\""),
    ("a == \"\\d\"", &[(Code::E110, "\\d", "`\\d` is no escape")], ""),
    ("a == \"\\u12\"", &[(Code::E110, "\\u", "`\\u` is not followed by a character's digits")], ""),
    ("a > -0x10", &[(Code::E110, "-0x10", "`-` right before `0x10` is not a number")], "a > -(0x10)"),
    ("0x", &[(Code::E110, "0x", "`0x` is not a number")], ""),
    (
        "9223372036854775808",
        &[(Code::E121, "9223372036854775808", "the number `9223372036854775808` is out of range")],
        "",
    ),
    (
        "- 9223372036854775808",
        &[(Code::E121, "9223372036854775808", "the number `9223372036854775808` is out of range")],
        "",
    ),
    (
        "0xFFFFFFFFFFFFFFFF",
        &[(Code::E121, "0xFFFFFFFFFFFFFFFF", "the number `0xFFFFFFFFFFFFFFFF` is out of range")],
        "",
    ),
    ("1e999", &[(Code::E121, "1e999", "the number `1e999` is out of range")], ""),
    ("default", &[(Code::E110, "default", "`default` is a word that Rhai keeps for itself")], ""),
    ("a.call(1)", &[(Code::E110, "call", "`call` is a word that Rhai keeps for itself")], ""),
    ("__", &[(Code::E110, "__", "`__` is not a name")], ""),
    ("1 && a", &[(Code::E202, "1", "expected true or false, found a number")], ""),
    ("if \"x\" { a } else { b }", &[(Code::E202, "\"x\"", "expected true or false, found a text")], ""),
    (
        "switch a {}",
        &[(
            Code::E110,
            "}",
            "expected a literal: a number, a range of integers, a text, `true`, `false`, or `_`, found `}`",
        )],
        "",
    ),
    (
        "switch a { b => 1 }",
        &[(
            Code::E110,
            "b",
            "expected a literal: a number, a range of integers, a text, `true`, `false`, or `_`, found `b`",
        )],
        "",
    ),
    (
        "switch a { _ => 1, 2 => 3 }",
        &[(Code::E110, "2", "expected `}` after the arm of `_`, which is the last one, found `2`")],
        "",
    ),
    (
        "switch a { 1 || 2 => b }",
        &[(Code::E110, "||", "labels are separated by a single `|`")],
        "switch a { 1 | 2 => b }",
    ),
    (
        "switch a { 1..3 => b, 5 => c }",
        &[(Code::E110, "5", "a label that is a single number stands before all labels that are ranges")],
        "",
    ),
    ("switch a { 1.5..3 => b }", &[(Code::E110, "1.5", "the ends of a range in a label are integers")], ""),
    // The rest of Rhai.
    ("let x = 1", &[(Code::E117, "let", "conditions do not allow variables")], ""),
    ("while a { b }", &[(Code::E117, "while", "conditions do not allow loops")], ""),
    ("a += 1", &[(Code::E117, "+=", "conditions do not allow assignments")], ""),
    ("{ a }", &[(Code::E117, "{", "conditions do not allow blocks")], ""),
    ("if a { b; c } else { d }", &[(Code::E117, ";", "conditions do not allow several statements")], ""),
    ("l.any(|x| x > 1)", &[(Code::E117, "|", "conditions do not allow closures")], ""),
    ("l.any(|| true)", &[(Code::E117, "||", "conditions do not allow closures")], ""),
    ("#{a: 1}", &[(Code::E117, "#{", "conditions do not allow maps")], ""),
    ("l[0]", &[(Code::E117, "[", "conditions do not allow indexing")], ""),
    ("a ** 2", &[(Code::E117, "**", "conditions do not allow powers (`**`)")], ""),
    ("a ^ b", &[(Code::E117, "^", "conditions do not allow operators on bits")], ""),
    ("a?.b", &[(Code::E117, "?.", "unknown values need no `?.`; write `.`")], "a.b"),
    ("m::f(1)", &[(Code::E117, "::", "conditions do not allow paths into modules (`::`)")], ""),
    ("return a", &[(Code::E117, "return", "conditions do not allow statements")], ""),
    ("import \"x\"", &[(Code::E117, "import", "conditions do not allow modules")], ""),
    ("eval(\"1\")", &[(Code::E117, "eval", "conditions do not allow `eval`")], ""),
    ("print(a)", &[(Code::E117, "print", "conditions do not allow output")], ""),
    ("f!(a)", &[(Code::E117, "!", "conditions do not allow `!` after a name")], ""),
    ("+a", &[(Code::E117, "+", "conditions do not allow `+` before an operand")], "a"),
    ("a == ()", &[(Code::E117, "(", "conditions do not allow `()`")], ""),
    ("a ? b : c", &[(Code::E117, "?", "conditions do not allow `? :`")], ""),
    ("a == null", &[(Code::E117, "null", "conditions do not allow a word for unknown")], ""),
    ("`a ${b}`", &[(Code::E117, "${", "conditions do not allow `${…}` in text")], ""),
    ("#\"a\"#", &[(Code::E117, "#", "conditions do not allow raw texts")], ""),
    ("1..5", &[(Code::E117, "1..5", "a range stands only after `in` or as a label of `switch`")], ""),
    (
        "a in (1..5) + 1",
        &[(Code::E117, "1..5", "a range stands only after `in` or as a label of `switch`")],
        "",
    ),
    ("a in ..5", &[(Code::E117, "..", "conditions do not allow ranges without a first value")], ""),
    // Full-width characters.
    ("a ≥ 1", &[(Code::E111, "≥", "`≥` where `>=` was meant")], "a >= 1"),
    (
        "（a＋１） ＞＝ ２ ＆＆ b！＝ｃ",
        &[
            (Code::E111, "（", "`（` where `(` was meant"),
            (Code::E111, "＋１）", "`＋１）` where `+1)` was meant"),
            (Code::E111, "＞＝", "`＞＝` where `>=` was meant"),
            (Code::E111, "２", "`２` where `2` was meant"),
            (Code::E111, "＆＆", "`＆＆` where `&&` was meant"),
            (Code::E111, "！＝ｃ", "`！＝ｃ` where `!=c` was meant"),
        ],
        "(a+1) >= 2 && b!=c",
    ),
    (
        "a == “他说\"好\"”",
        &[(Code::E111, "“他说\"好\"”", "`“他说\"好\"”` where `\"他说\\\"好\\\"\"` was meant")],
        "a == \"他说\\\"好\\\"\"",
    ),
    (
        "a == “x\" && b == “y”",
        &[
            (Code::E111, "“x\"", "`“x\"` where `\"x\"` was meant"),
            (Code::E111, "“y”", "`“y”` where `\"y\"` was meant"),
        ],
        "a == \"x\" && b == \"y\"",
    ),
    ("a == ‘x\"y’", &[(Code::E111, "‘x\"y’", "`‘x\"y’` where `\"x\\\"y\"` was meant")], "a == \"x\\\"y\""),
    (
        "a in 【“x”，“y”】",
        &[
            (Code::E111, "【", "`【` where `[` was meant"),
            (Code::E111, "“x”", "`“x”` where `\"x\"` was meant"),
            (Code::E111, "，", "`，` where `,` was meant"),
            (Code::E111, "“y”", "`“y”` where `\"y\"` was meant"),
            (Code::E111, "】", "`】` where `]` was meant"),
        ],
        "a in [\"x\",\"y\"]",
    ),
    (
        "a\u{3000}&& l。any(b、c)",
        &[
            (Code::E111, "\u{3000}", "an ideographic space where an ordinary space was meant"),
            (Code::E111, "。", "`。` where `.` was meant"),
            (Code::E111, "、", "`、` where `,` was meant"),
        ],
        "a && l.any(b,c)",
    ),
    (
        "a\u{200b} × 2 ÷ 3 － 1 ≤ 5",
        &[
            (Code::E111, "\u{200b}", "an invisible character (U+200B) that does not belong here"),
            (Code::E111, "×", "`×` where `*` was meant"),
            (Code::E111, "÷", "`÷` where `/` was meant"),
            (Code::E111, "－", "`－` where `-` was meant"),
            (Code::E111, "≤", "`≤` where `<=` was meant"),
        ],
        "a * 2 / 3 - 1 <= 5",
    ),
    (
        "a ？？ b ＝ c",
        &[
            (Code::E111, "？？", "`？？` where `??` was meant"),
            (Code::E111, "＝", "`＝` where `=` was meant"),
            (Code::E110, "＝", "`=` sets a value; to compare, write `==`"),
        ],
        "a ?? b == c",
    ),
];

#[test]
fn mistakes_are_named_at_their_place_with_a_fix_that_parses() {
    for (text, expected, fixed) in MISTAKES {
        let found = parse(text).expect_err(text);
        let summary: Vec<(Code, &str, &str)> =
            found.iter().map(|d| (d.code, cut(text, d.span.range()), d.message.as_str())).collect();
        assert_eq!(&summary, expected, "{text:?}");
        let after = apply_fixes(text, &found);
        if fixed.is_empty() {
            assert!(found.iter().all(|d| d.fix.is_none()), "{text:?} is fixed to {after:?}");
        } else {
            assert_eq!(&after, fixed, "{text:?}");
            assert!(parse(&after).is_ok(), "{text:?} is fixed to {after:?}, which does not parse");
        }
        for d in found.iter().filter(|d| d.message.starts_with("expected")) {
            let both =
                format!("expected {}, found {}", d.expected.as_ref().unwrap(), d.found.as_ref().unwrap());
            assert_eq!(d.message, both, "{text:?}");
        }
    }
}

/// Applies fixes from the last place to the first; of two at one place, the later.
fn apply_fixes(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut fixes: Vec<_> = diagnostics.iter().rev().filter_map(|d| d.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.span));
    fixes.dedup_by_key(|fix| fix.span);
    let mut text = text.to_owned();
    for fix in fixes {
        text.replace_range(fix.span.range(), &fix.replacement);
    }
    text
}

#[test]
fn long_and_deep_expressions_are_refused_without_harm() {
    let n = limits::EXPRESSION_CHARS;
    let deep = [
        "(".repeat(n),
        "[".repeat(n),
        "!".repeat(n),
        "- ".repeat(n / 2),
        "f(".repeat(n / 2),
        "a.f(".repeat(n / 4),
        "a??b+".repeat(n / 5) + "a",
        "if a{".repeat(n / 5),
        "switch ".repeat(n / 7),
        "a||b&&c==(".repeat(n / 10),
        "a+".repeat(n / 2 - 1) + "a",
        "a.b".to_owned() + ".b".repeat(n / 2 - 2).as_str(),
        "if a{b}else ".repeat(n / 12) + "{c}",
    ];
    for text in deep {
        let found = parse(&text).expect_err(&text);
        assert_eq!(found[0].code, Code::E112, "{text:.20}");
    }
    let long = " ".repeat(n) + "a";
    let found = parse(&long).unwrap_err();
    assert_eq!((found[0].code, found[0].span), (Code::E112, Span::new(n, n + 1)));
    accepted(&format!("\"{}\"", "险".repeat(n - 2)));
    accepted(&("a && ".repeat(n / 5) + "a"));
}

#[test]
fn the_deepest_expression_fits_a_small_stack_in_rhai_too() {
    let half = limits::EXPRESSION_DEPTH - 2;
    let texts = [
        "(".repeat(half) + "a" + ")".repeat(half).as_str(),
        "f(".repeat(half) + "a" + ")".repeat(half).as_str(),
        "[".repeat(half) + "a" + "]".repeat(half).as_str(),
        "!".repeat(half) + "a",
        "if a { b } else ".repeat(half / 2) + "{ c }",
        "a ?? b + ".repeat(half / 2) + "a",
        "if ".repeat(half / 3) + "a" + "{b}else{c}".repeat(half / 3).as_str(),
    ];
    let run = move || texts.iter().for_each(|text| drop(accepted(text)));
    std::thread::Builder::new().stack_size(1 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn printing_and_parsing_are_inverse() {
    for seed in 0..6_000 {
        let mut dice = Dice::new(seed);
        let expr = any(&mut dice, 1 + seed as usize % 5);
        let text = expr.to_string();
        if text.chars().count() > limits::EXPRESSION_CHARS {
            continue;
        }
        let parsed = accepted(&text);
        assert_eq!(listed(&parsed), listed(&expr), "{text}");
        assert_eq!(parsed.to_string(), text);
    }
}

#[test]
fn rhai_builds_the_same_tree_from_the_text_and_from_our_reading_of_it() {
    let engine = rhai();
    for seed in 0..3_000 {
        let text = any(&mut Dice::new(seed), 1 + seed as usize % 4).to_string();
        if text.chars().count() > limits::EXPRESSION_CHARS {
            continue;
        }
        let full = parenthesised(&accepted(&text));
        assert_eq!(rhai_tree(&engine, &text), rhai_tree(&engine, &full), "{text}\n{full}");
    }
}

#[test]
fn rhai_evaluates_the_text_and_our_reading_of_it_alike() {
    let engine = rhai();
    let mut scope = Scope::new();
    scope
        .push("a", 1_i64)
        .push("b", -2_i64)
        .push("c", 7_i64)
        .push("p", true)
        .push("q", false)
        .push("r", true);
    let mut values = 0;
    for seed in 0..3_000 {
        let text = typed(&mut Dice::new(seed), seed % 2 == 0, 1 + seed as usize % 4).to_string();
        let full = parenthesised(&accepted(&text));
        let mut value = |text: &str| {
            let result = engine.eval_expression_with_scope::<rhai::Dynamic>(&mut scope, text);
            result.map(|value| value.to_string()).map_err(|error| error.unwrap_inner().to_string())
        };
        let (one, other) = (value(&text), value(&full));
        let without_place = |result: Result<String, String>| {
            result.map_err(|error| error.split(" (line").next().unwrap_or_default().to_owned())
        };
        values += usize::from(one.is_ok());
        assert_eq!(without_place(one), without_place(other), "{text}\n{full}");
    }
    assert!(values > 2_000, "only {values} have a value");
}

/// Operators and operands in a row: precedence without any help of the printer.
#[test]
fn rhai_reads_chains_of_operators_alike() {
    const OPERATORS: &[&str] = &[
        "||", "&&", "==", "!=", "in", "!in", "<", "<=", ">", ">=", "??", "+", "-", "*", "/", "%", "- -",
        "&& !", "+ -",
    ];
    const OPERANDS: &[&str] =
        &["a", "b.c", "f(x)", "!d", "-e", "-5.m()", "- 5.m()", "(g + h)", "true", "in_x"];
    let engine = rhai();
    for seed in 0..5_000 {
        let mut dice = Dice::new(seed);
        let mut text = (*dice.pick(OPERANDS)).to_owned();
        for _ in 0..1 + dice.below(8) {
            text += &format!(" {} {}", dice.pick(OPERATORS), dice.pick(OPERANDS));
        }
        let full = parenthesised(&accepted(&text));
        assert_eq!(rhai_tree(&engine, &text), rhai_tree(&engine, &full), "{text}\n{full}");
    }
}

const SAMPLES: &[&str] = &[
    "impersonates_authority && screen_shared",
    "amount >= large_amount && hours(as_of - sent_at) <= 24",
    "channel in [\"sms\", \"app\"] && !(share ?? 0.5 > 1e-3) || x !in 1..=5",
    "switch kind { \"a\" | \"b\" if g => 1, 3..=5 => -2, _ => if p { 1 } else if q { 2 } else { 3 } }",
    "（ａ ≥ １） ＆＆ b == “短信” /* c */ && `d` == \"\\x41\\u9669\"",
    "narrative.mentions_not_after(safe_account, negators) // 备注",
];

#[test]
fn prefixes_and_deletions_never_panic() {
    for sample in SAMPLES {
        for (at, c) in sample.char_indices() {
            let (before, after) = (cut(sample, 0..at), cut(sample, at..sample.len()));
            let rest = after.strip_prefix(c).unwrap();
            for text in [before.to_owned(), after.to_owned(), format!("{before}{rest}")] {
                drop(parse(&text));
            }
        }
    }
}

/// Pieces thrown together at random: tokens, parts of numbers, parts of texts.
const SOUPS: &[&[&str]] = &[
    &[
        "a",
        "b",
        "f(",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        "..",
        "..=",
        "=",
        "==",
        "=>",
        "<",
        "-",
        "--",
        "+",
        "*",
        "/",
        "!",
        "!in",
        "in",
        "not",
        "and",
        "if",
        "else",
        "switch",
        "_",
        "|",
        "||",
        "&&",
        "??",
        "?.",
        "1",
        "-5",
        "0x1F",
        "1.5",
        "1.",
        "1e5",
        "9223372036854775808",
        "\"x\"",
        "\"",
        "'",
        "`",
        "“",
        "”",
        "（",
        "）",
        "，",
        "≥",
        "险",
        "\\",
        "//",
        "/*",
        "*/",
        "\n",
        "\r",
        "\u{3000}",
        "true",
        "let",
        "this",
        "is",
        "#{",
        ";",
        ":",
        "::",
        "@",
        "\0",
        "e5",
        "x_",
        "__",
    ],
    &["0", "1", "9", "_", ".", "e", "E", "x", "b", "o", "+", "-", " ", "F", "9223372036854775807", "8"],
    &["\"", "\"", "`", "\\", "x", "4", "1", "u", "U", "0", "n", "$", "{", "\n", "\r\n", "险", "'", "”"],
    &["switch a {", "}", "1", "-2", "\"x\"", "true", "_", "=>", ",", "|", "..", "..=", "if", "b", "9"],
    &["if", "a", "{", "}", "else", "b", "- 1", "-1", "in", "[", "]", ".c", "("],
];

#[test]
fn soup_never_panics_and_rhai_reads_what_is_accepted_alike() {
    let engine = rhai();
    let mut accepted = vec![0; SOUPS.len()];
    for seed in 0..60_000 {
        let mut dice = Dice::new(seed);
        let kind = dice.below(SOUPS.len());
        let space = *dice.pick(&["", " "]);
        let count = 1 + dice.below(12);
        let text = (0..count).map(|_| *dice.pick(SOUPS[kind])).collect::<Vec<_>>().join(space);
        match parse(&text) {
            Ok(expr) => {
                let full = parenthesised(&expr);
                assert_eq!(rhai_tree(&engine, &text), rhai_tree(&engine, &full), "{text}\n{full}");
                assert_eq!(parse(&expr.to_string()).map(|again| listed(&again)).unwrap(), listed(&expr));
                accepted[kind] += 1;
            }
            Err(found) => {
                assert!(!found.iter().any(|d| d.message.starts_with("Rhai")), "{text:?}: {found:?}")
            }
        }
    }
    assert!(accepted.iter().all(|&n| n >= 20), "too few are expressions: {accepted:?}");
}
