//! `rules pack`: what is packed scores as its source does, and is taken for nothing else.

use crate::support::{amounts, file, folder, rules};

const AS_OF: &str = "2026-03-02T10:30:00+08:00";

fn packed(test: &str) -> String {
    let path = folder(test).join("amounts.pack").display().to_string();
    let ran = rules(&["pack", &amounts(), "-o", &path], b"");
    let bytes = std::fs::read(&path).map_or(0, |bytes| bytes.len());
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, format!("`{path}` is written: amounts 1.0.0, {bytes} bytes\n"));
    path
}

#[test]
fn a_pack_scores_and_explains_as_its_source_does() {
    let pack = packed("pack-scores");
    let score = |ruleset: &str| {
        rules(
            &["score", "--ruleset", ruleset, "--as-of", AS_OF, "--next", "-"],
            b"{\"amount\":5000}\n{}\nx\n",
        )
    };
    let (of_source, of_pack) = (score(&amounts()), score(&pack));
    assert_eq!(of_source.lines().len(), 3);
    assert_eq!((of_source.code, of_source.out), (of_pack.code, of_pack.out));
    let explain =
        |ruleset: &str| rules(&["explain", "--ruleset", ruleset, "--as-of", AS_OF, "{\"amount\":5000}"], b"");
    let (of_source, of_pack) = (explain(&amounts()), explain(&pack));
    assert_eq!((of_source.code, of_source.out), (of_pack.code, of_pack.out));
}

#[test]
fn what_needs_the_text_says_that_a_pack_has_none() {
    let pack = packed("pack-has-no-text");
    for command in [&["test"][..], &["check"], &["prove", "--ruleset"]] {
        let ran = rules(&[command, &[&pack]].concat(), b"");
        assert_eq!(ran.code, 3, "{command:?}: {}", ran.err);
        let expected = format!(
            "error: `{pack}` is a pack, which has neither text nor cases: name the ruleset that it was made of\n"
        );
        assert_eq!(ran.err, expected, "{command:?}");
    }
}

#[test]
fn a_damaged_pack_scores_nothing() {
    let folder = folder("pack-damaged");
    let mut bytes = std::fs::read(packed("pack-whole")).unwrap();
    bytes.pop();
    let path = file(&folder, "cut.pack", bytes);
    let ran = rules(&["score", "--ruleset", &path, "-"], b"{}\n");
    let expected = format!("error: `{path}`: P603: the pack is damaged; copy it or make it again\n");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (3, "", expected.as_str()));
}

#[test]
fn a_pack_goes_to_standard_output_where_that_is_asked_for() {
    let mut command = crate::support::command();
    let output = command.args(["pack", &amounts(), "-o", "-"]).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    assert!(output.stdout == std::fs::read(packed("pack-to-stdout")).unwrap());
}
