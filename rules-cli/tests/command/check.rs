//! `rules check`: places, fixes, codes.

use crate::support::{amounts, data, file, folder, rules};

fn broken() -> String {
    let text = std::fs::read_to_string(data("amounts.toml")).unwrap();
    text.replace("'amount >= 3000'", "'ammount >= 3000'")
        .replace("title = \"Calls\"", "title = \"电话\" # 次数\nmni = 1")
}

#[test]
fn a_good_ruleset_is_clean_by_path_and_by_name() {
    let ran = rules(&["check", &amounts(), "fraud"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("no errors"), "{}", ran.err);
}

#[test]
fn mistakes_are_shown_in_their_place_with_help() {
    let path = file(&folder("check"), "broken.toml", broken());
    let ran = rules(&["check", &path], b"");
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("error[E201]: nothing is named `ammount`"), "{}", ran.out);
    assert!(ran.out.contains("when = 'ammount >= 3000'") && ran.out.contains("^^^^^^^"), "{}", ran.out);
    assert!(ran.out.contains("did you mean `amount`?"), "{}", ran.out);
    assert!(ran.out.contains("error[E104]") && ran.out.contains("mni = 1"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "no colours in a pipe");
    assert!(rules(&["--color", "always", "check", &path], b"").out.contains('\u{1b}'));
}

#[test]
fn json_has_bytes_and_utf16_places() {
    let text = broken();
    let path = file(&folder("check-json"), "broken.toml", &text);
    let ran = rules(&["check", "--format", "json", &path], b"");
    let all = ran.json();
    let unknown = all.iter().find(|it| it["code"] == "E201").unwrap();
    let (start, end) = (unknown["span"]["start"].as_u64().unwrap(), unknown["span"]["end"].as_u64().unwrap());
    assert_eq!(text.get(start as usize..end as usize), Some("ammount"));
    let line = text.get(..start as usize).unwrap().matches('\n').count() as u64;
    assert_eq!(
        (&unknown["range"]["start"]["line"], &unknown["range"]["start"]["character"]),
        (&line.into(), &8.into())
    );
    assert_eq!((&unknown["severity"], &unknown["file"]), (&"error".into(), &path.into()));
}

#[test]
fn fixes_are_applied_and_nothing_else_is_changed() {
    let text = std::fs::read_to_string(data("amounts.toml")).unwrap();
    let folder = folder("fix");
    let wrong = format!("\u{FEFF}{}", text.replace("'amount >= 3000'", "'ammount >= 3000'"));
    let path = file(&folder, "wrong.toml", wrong);
    let ran = rules(&["check", "--fix", &path], b"");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("1 fixed"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("\u{FEFF}{text}"));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
}

#[test]
fn warnings_fail_when_they_are_denied() {
    let text = std::fs::read_to_string(data("amounts.toml")).unwrap();
    let unused = text.replace("account = [\"安全账户\"]", "account = [\"安全账户\"]\nnobody = [\"没人用\"]");
    let path = file(&folder("warnings"), "unused.toml", unused);
    let ran = rules(&["check", &path], b"");
    assert!(ran.code == 0 && ran.out.contains("warning[W303]"), "{}", ran.out);
    assert_eq!(rules(&["check", "--deny-warnings", &path], b"").code, 1);
}

#[test]
fn files_that_are_no_rulesets_are_said() {
    let folder = folder("no-rulesets");
    let gbk = file(&folder, "gbk.toml", b"format = 1\n[ruleset]\ntitle = \"\xb7\xe7\xcf\xd5\"\n");
    let ran = rules(&["check", &gbk], b"");
    assert!(ran.code == 3 && ran.out.contains("error[E101]"), "{}", ran.out);
    let empty = file(&folder, "empty.toml", "");
    assert_eq!(rules(&["check", &empty], b"").code, 3);
    let folder_itself = folder.display().to_string();
    assert_eq!(rules(&["check", "no-such.toml", &folder_itself], b"").code, 3);
    let one_bad = rules(&["check", "no-such.toml", &amounts()], b"");
    assert!(one_bad.code == 3 && one_bad.err.contains("amounts.toml: no errors"), "{}", one_bad.err);
    let huge = file(&folder, "huge.toml", vec![b'#'; 17 * 1024 * 1024]);
    assert!(rules(&["check", &huge], b"").err.contains("is larger than"));
}
