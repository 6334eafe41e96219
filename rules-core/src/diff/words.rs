//! The lines of a difference, in Chinese and in English.

use super::data::{Kind, Named, Told, What};
use super::thing::{Fact, told};

/// Words of a list that a line shows.
const SHOWN: usize = 12;

/// Texts in both languages put together, in each its own way.
fn both(zh: impl Fn(fn(&Told) -> &str) -> String, en: impl Fn(fn(&Told) -> &str) -> String) -> Told {
    told(zh(|it| &it.zh), en(|it| &it.en))
}

/// Texts one after another.
pub fn listed(all: &[Told], between: &Told) -> Told {
    let join = |of: fn(&Told) -> &str| all.iter().map(of).collect::<Vec<_>>().join(of(between));
    both(join, join)
}

/// `规则 safe-account`.
pub fn name(kind: Kind, id: &str) -> Told {
    let word = kind.word();
    told(format!("{} {id}", word.zh), format!("{} {id}", word.en))
}

/// `规则 safe-account（小于3000）：`, then what there is to say.
pub fn line(kind: Kind, id: &str, part: Option<&Told>, said: &Told) -> Told {
    let name = name(kind, id);
    let part =
        part.map_or_else(Told::default, |part| told(format!("（{}）", part.zh), format!(" ({})", part.en)));
    told(format!("{}{}：{}", name.zh, part.zh, said.zh), format!("{}{}: {}", name.en, part.en, said.en))
}

/// What became of a thing; `facts` are what is new or gone.
pub fn became(what: What, kind: Kind, id: &str, was: Option<&str>, facts: &[&Fact]) -> Option<Told> {
    let says: Vec<Told> = facts.iter().map(|fact| said(fact)).collect();
    let says = listed(&says, &told("；", "; "));
    let with = |zh: &str, en: &str| {
        let open = if says.en.is_empty() { ("", "") } else { ("：", ": ") };
        Some(line(
            kind,
            id,
            None,
            &told(format!("{zh}{}{}", open.0, says.zh), format!("{en}{}{}", open.1, says.en)),
        ))
    };
    match what {
        What::Added => with("新增", "added"),
        What::Removed => with("删除", "removed"),
        What::Changed => None,
        What::Renamed => {
            let was = was.unwrap_or_default();
            let word = kind.word();
            Some(told(
                format!("{} {was}：改名为 {id}", word.zh),
                format!("{} {was}: renamed to {id}", word.en),
            ))
        }
    }
}

/// `分值 30`.
pub fn said(fact: &Fact) -> Told {
    let word = fact.member.word();
    let values: Vec<Told> = fact.words.iter().map(|it| it.shown.clone()).collect();
    let values = some(&values);
    told(format!("{} {}", word.zh, values.zh), format!("{} {}", word.en, values.en))
}

/// `分值 40 → 50`; `理由（zh）“…” → “…”`.
pub fn changed(word: &Told, language: Option<&str>, old: Option<&Told>, new: Option<&Told>) -> Told {
    let none = told("无", "none");
    let (old, new) = (old.unwrap_or(&none), new.unwrap_or(&none));
    match language {
        Some(language) => told(
            format!("{}（{language}）“{}” → “{}”", word.zh, old.zh, new.zh),
            format!("{} ({language}) ‘{}’ → ‘{}’", word.en, old.en, new.en),
        ),
        None => told(
            format!("{} {} → {}", word.zh, old.zh, new.zh),
            format!("{} {} → {}", word.en, old.en, new.en),
        ),
    }
}

/// `词语 增加 a、b；去掉 c`.
pub fn moved(word: &Told, added: &[Told], removed: &[Told]) -> Told {
    let said = |all: &[Told], zh: &str, en: &str| {
        let all = some(all);
        told(format!("{zh}{}", all.zh), format!("{en}{}", all.en))
    };
    let mut parts = Vec::new();
    parts.extend((!added.is_empty()).then(|| said(added, "增加 ", "added ")));
    parts.extend((!removed.is_empty()).then(|| said(removed, "去掉 ", "removed ")));
    let parts = listed(&parts, &told("；", "; "));
    told(format!("{} {}", word.zh, parts.zh), format!("{} {}", word.en, parts.en))
}

/// A bin that came or went, with what it gives.
pub fn part(range: &Told, facts: &[Fact], came: bool) -> Told {
    let says: Vec<Told> = facts.iter().filter(|it| it.member.weighs()).map(said).collect();
    let says = listed(&says, &told("、", ", "));
    let (zh, en) = if came { ("增加", "added") } else { ("去掉", "removed") };
    told(format!("{zh} {}（{}）", range.zh, says.zh), format!("{en} {} ({})", range.en, says.en))
}

/// `规则 safe-account：内容未变，但所用的词表 … 变了`.
pub fn affected(kind: Kind, id: &str, through: &[Named]) -> Told {
    let names: Vec<Told> = through.iter().map(|it| name(it.kind, &it.id)).collect();
    let names = listed(&names, &told("、", ", "));
    let said = told(
        format!("本身未变，但它用到的{}变了", names.zh),
        format!("stands as before, but {} changed, which it uses", names.en),
    );
    line(kind, id, None, &said)
}

/// The first of many, and how many more.
fn some(all: &[Told]) -> Told {
    let shown = all.get(..SHOWN).unwrap_or(all);
    let mut text = listed(shown, &told("、", ", "));
    let more = all.len() - shown.len();
    if more > 0 {
        text.zh.push_str(&format!(" 等{}个", all.len()));
        text.en.push_str(&format!(" and {more} more"));
    }
    text
}

/// A cause: what it is, and what would be without it.
pub fn cause(kind: Kind, id: &str, said: &Told, without: (i64, &str), reached: (i64, &str)) -> Told {
    let (score, level) = without;
    let rest = if without == reached {
        told("单独撤回不改变结果", "undone alone, nothing changes")
    } else {
        told(format!("若无此变化：{score}分，{level}"), format!("without it: {score}, {level}"))
    };
    line(kind, id, None, &told(format!("{}；{}", said.zh, rest.zh), format!("{}; {}", said.en, rest.en)))
}
