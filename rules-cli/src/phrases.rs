//! Fixed phrases of a page, in Chinese and in English; each becomes a function that its language is given to.

/// Makes a function of each `name: "zh", "en";`, where `{}` stands for what is filled in, and a test that both
/// languages fill in equally much.
macro_rules! phrases {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(pub fn $name(lang: rules_core::explain::Lang) -> &'static str {
            match lang {
                rules_core::explain::Lang::Zh => $zh,
                rules_core::explain::Lang::En => $en,
            }
        })*

        #[cfg(test)]
        mod tests {
            const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), $zh, $en),)*];

            #[test]
            fn both_languages_fill_in_equally_much_and_leave_no_phrase_empty() {
                for (name, zh, en) in ALL {
                    assert_eq!(zh.matches("{}").count(), en.matches("{}").count(), "{name}");
                    assert!(!zh.is_empty() && !en.is_empty(), "{name}");
                }
            }
        }
    };
}
