//! The page of a diagnostic code: what it means, what to do, and examples that are checked.

/// How an example is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A part of a ruleset, to be completed.
    Fragment,
    /// A whole ruleset.
    Whole,
    /// A whole file; `\xB7` is that byte.
    Bytes,
    /// Incidents, one a line, for the ruleset above them; `\xB7` is that byte.
    Incidents,
    /// Contexts, one a line, for the ruleset above them.
    Contexts,
    /// What was done to the pack of the ruleset above, one a line.
    Packs,
}

/// One example.
#[derive(Debug)]
pub struct Block {
    /// How it is written.
    pub kind: Kind,
    /// Its text, expectations included.
    pub text: String,
    /// Whether incidents or contexts for it follow.
    pub is_used: bool,
}

/// A page in its parts: prose and examples take turns.
#[derive(Debug)]
pub struct Page {
    /// The first line without its `# `.
    pub title: String,
    /// The page's text up to each example, its fence included, and what stands after the last one.
    prose: Vec<String>,
    /// The examples.
    pub blocks: Vec<Block>,
}

impl Block {
    /// Whether it is a ruleset, or a part of one.
    #[must_use]
    pub fn is_ruleset(&self) -> bool {
        matches!(self.kind, Kind::Fragment | Kind::Whole | Kind::Bytes)
    }
}

impl Page {
    /// Takes a page apart.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let title =
            text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default().to_owned();
        let mut page = Self { title, prose: vec![String::new()], blocks: Vec::new() };
        let mut open = None;
        for line in text.split_inclusive('\n') {
            match (open.is_some(), line.trim_end()) {
                (true, "```") => {
                    page.blocks.extend(open.take());
                    page.prose.push(line.to_owned());
                }
                (true, _) => open.iter_mut().for_each(|block: &mut Block| block.text.push_str(line)),
                (false, fence) => {
                    page.prose.iter_mut().last().into_iter().for_each(|prose| prose.push_str(line));
                    let kind = match fence {
                        "```toml" => Kind::Fragment,
                        "```toml whole" => Kind::Whole,
                        "```toml bytes" => Kind::Bytes,
                        "```jsonl" => Kind::Incidents,
                        "```jsonl contexts" => Kind::Contexts,
                        "```packs" => Kind::Packs,
                        _ => continue,
                    };
                    let block = Block { kind, text: String::new(), is_used: false };
                    if !block.is_ruleset() {
                        let above = page.blocks.iter_mut().rfind(|block| block.is_ruleset());
                        above.into_iter().for_each(|above| above.is_used = true);
                    }
                    open = Some(block);
                }
            }
        }
        page
    }

    /// The examples that are rulesets.
    pub fn rulesets(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|block| block.is_ruleset())
    }

    /// The ruleset that stands above an example.
    #[must_use]
    pub fn ruleset_above(&self, index: usize) -> Option<&Block> {
        self.blocks.iter().take(index).rfind(|block| block.is_ruleset())
    }

    /// What is said about the code, examples left out.
    #[must_use]
    pub fn words(&self) -> String {
        self.prose.concat()
    }

    /// The page with other texts in its examples.
    #[must_use]
    pub fn with_blocks(&self, blocks: &[String]) -> String {
        let mut text = String::new();
        for (index, prose) in self.prose.iter().enumerate() {
            text.push_str(prose);
            text.push_str(blocks.get(index).map_or("", String::as_str));
        }
        text
    }
}
