//! `rules new`: what it writes passes as it stands, and it never overwrites.

use crate::support::{file, folder, rules};

#[test]
fn the_skeleton_passes_check_and_test_without_a_gap() {
    let path = folder("new").join("flooded-street.toml").display().to_string();
    let ran = rules(&["new", "flooded-street", "-o", &path], b"");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains(&format!("next: rules test --coverage {path}")), "{}", ran.err);
    let checked = rules(&["check", "--deny-warnings", &path], b"");
    assert_eq!((checked.code, checked.out.as_str()), (0, ""), "{}", checked.err);
    assert!(checked.err.contains("no errors, no warnings"), "{}", checked.err);
    let tested = rules(&["test", "--coverage", "--verbose", &path], b"");
    assert_eq!(tested.code, 0, "{}", tested.out);
    assert!(tested.out.contains("all 2 cases pass") && !tested.out.contains("  - "), "{}", tested.out);
    assert_eq!(rules(&["show", &path], b"").code, 0);
}

#[test]
fn the_id_is_put_in_and_each_section_is_explained_in_both_languages() {
    let ran = rules(&["new", "a1-b2", "-o", "-"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out.contains("\nid = \"a1-b2\"\n") && ran.out.contains("rules show a1-b2.toml"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("{id}") && !ran.out.contains("{file}"), "{}", ran.out);
    let lines: Vec<&str> = ran.out.lines().collect();
    for section in [
        "[ruleset]",
        "[ruleset.remedy]",
        "[source.handbook]",
        "[param]",
        "[field.reported_at]",
        "[terms]",
        "[group.danger]",
        "[[rule]]",
        "[[characteristic]]",
        "[[deadline]]",
        "[[level]]",
        "[action.close-off]",
        "[[case]]",
    ] {
        let at = lines.iter().position(|line| *line == section).unwrap();
        let comment = lines[at - 1];
        let has_chinese = comment.chars().any(|c| ('一'..='龥').contains(&c));
        assert!(comment.starts_with("# ") && has_chinese, "{section}: {comment}");
        assert!(comment.split(' ').filter(|word| word.is_ascii()).count() > 4, "{section}: {comment}");
    }
}

#[test]
fn a_file_is_never_overwritten() {
    let path = file(&folder("new-exists"), "mine.toml", "mine");
    let ran = rules(&["new", "mine", "-o", &path], b"");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("exists already and is left as it is"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn without_an_output_the_id_names_the_file() {
    let folder = folder("new-here");
    let run = || crate::support::command().args(["new", "here"]).current_dir(&folder).output().unwrap();
    assert_eq!(run().status.code(), Some(0));
    assert!(std::fs::read_to_string(folder.join("here.toml")).unwrap().contains("id = \"here\""));
    assert_eq!(run().status.code(), Some(3));
}

#[test]
fn a_bad_id_is_said_with_one_that_would_do() {
    for (given, near) in [
        ("Flooded Street", Some("flooded-street")),
        ("flooded_street", Some("flooded-street")),
        ("2nd--try", Some("nd-try")),
        ("", None),
        ("积水", None),
        ("../up", Some("up")),
    ] {
        let folder = folder("new-bad-id");
        let mut command = crate::support::command();
        let output = command.args(["new", given]).current_dir(&folder).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{given}");
        assert!(err.contains("is no id of a ruleset: expected lower-case letters"), "{err}");
        assert_eq!(err.contains("did you mean"), near.is_some(), "{err}");
        assert!(near.is_none_or(|near| err.contains(&format!("`{near}`?"))), "{err}");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    }
}

#[test]
fn folders_that_are_missing_and_cases_that_lie_there_are_said() {
    let folder = folder("new-folders");
    let nowhere = folder.join("no/new.toml").display().to_string();
    let ran = rules(&["new", "a", "-o", &nowhere], b"");
    assert!(ran.code == 3 && ran.err.contains("its folder does not exist; make it first"), "{}", ran.err);
    file(&folder, "cases.jsonl", "");
    let beside = folder.join("new.toml").display().to_string();
    let ran = rules(&["new", "a", "-o", &beside], b"");
    assert!(ran.code == 0 && ran.err.contains("another ruleset's cases"), "{}", ran.err);
}
