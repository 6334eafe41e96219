//! Every limit of the engine, in one place. Reaching one is a clear error or an open field, never a panic.
//!
//! Rhai's own limits are all set from here: its defaults differ between debug and release builds.

/// Bytes in a ruleset's source.
pub const RULESET_BYTES: usize = 16 * 1024 * 1024;
/// Rules, characteristics, tables and deadlines together.
pub const RULES: usize = 20_000;
/// Fields, item fields included.
pub const FIELDS: usize = 2_000;
/// Terms in all lists together.
pub const TERMS: usize = 200_000;
/// Characters in one term.
pub const TERM_CHARS: usize = 64;
/// Patterns in a ruleset.
pub const PATTERNS: usize = 256;
/// Bytes that the automaton of one pattern may take.
pub const PATTERN_BYTES: usize = 1024 * 1024;
/// Characters in one expression.
pub const EXPRESSION_CHARS: usize = 4_096;
/// Depth of one expression.
pub const EXPRESSION_DEPTH: usize = 64;
/// Depth of one typed expression with the features and script functions in it.
pub const TYPED_DEPTH: usize = 192;
/// Parts of one typed expression, the bodies of script functions put in place of their calls.
pub const TYPED_PARTS: usize = 16_384;
/// Bytes in one line of input.
pub const LINE_BYTES: usize = 16 * 1024 * 1024;
/// Bytes of one text value that are searched; a longer text is unusable.
pub const TEXT_BYTES: usize = 1024 * 1024;
/// Items in a list of records where the field does not say less.
pub const ITEMS: usize = 1_000;
/// Values in a list of enum or text.
pub const LIST_VALUES: usize = 1_000;
/// Operations of one script call.
pub const SCRIPT_OPERATIONS: u64 = 100_000;
/// Calls within calls of one script.
pub const SCRIPT_CALLS: usize = 16;
/// Bytes of a string that a script builds.
pub const SCRIPT_STRING_BYTES: usize = 64 * 1024;
/// Values of an array or a map that a script builds.
pub const SCRIPT_VALUES: usize = 4_096;
/// Characters of foldable spacing between two characters of a term.
pub const TERM_GAP_CHARS: usize = 4;
/// Years that one calendar of working days covers.
pub const CALENDAR_YEARS: usize = 200;
