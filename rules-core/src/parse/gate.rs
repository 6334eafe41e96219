//! Rhai as the gate: what this engine's parser accepts, Rhai must accept too.
//!
//! Comes in: an expression that this parser has read. Goes out: nothing, or Rhai's refusal with its place.
//! Promise: one Rhai engine for the whole process, all of its limits set, nothing optimised.

use crate::limits;
use rhai::Engine;
use std::sync::LazyLock;

static GATE: LazyLock<Engine> = LazyLock::new(engine);

/// Why Rhai refuses an expression, and the byte where.
#[derive(Debug, PartialEq)]
pub(super) struct Refusal {
    /// Rhai's own message.
    pub message: String,
    /// Byte offset in the expression.
    pub offset: usize,
}

/// Rhai's refusal of an expression, if it does refuse.
pub(super) fn refusal(text: &str) -> Option<Refusal> {
    let error = GATE.compile_expression(text).err()?;
    let position = error.position();
    let line = position.line().unwrap_or(1).saturating_sub(1);
    let column = position.position().unwrap_or(1).saturating_sub(1);
    Some(Refusal { message: error.err_type().to_string(), offset: offset_of(text, line, column) })
}

/// The byte of a line and a column that count characters from zero.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line).map(str::len).sum::<usize>();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.chars().take(column).map(char::len_utf8).sum::<usize>()
}

/// A Rhai engine without any function that only parses.
fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    // Rhai counts every operator of a chain as a level; this parser has limited the depth before.
    let levels = 4 * limits::EXPRESSION_CHARS;
    // WebAssembly has no optimiser in it.
    #[cfg(not(target_family = "wasm"))]
    engine.set_optimization_level(rhai::OptimizationLevel::None);
    engine
        .set_max_expr_depths(levels, levels)
        .set_max_string_size(4 * limits::EXPRESSION_CHARS)
        .set_max_array_size(limits::EXPRESSION_CHARS)
        .set_max_map_size(limits::EXPRESSION_CHARS)
        .set_max_variables(limits::EXPRESSION_CHARS)
        .set_max_functions(1)
        .set_max_call_levels(limits::SCRIPT_CALLS)
        .set_max_operations(limits::SCRIPT_OPERATIONS)
        .set_max_strings_interned(0);
    engine
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_has_rhais_message_and_the_byte() {
        let refusal = refusal("\"险\" == \n 1 ** ;").unwrap();
        assert_eq!(refusal.message, "Unexpected ';'");
        assert_eq!(refusal.offset, 16);
        assert_eq!(super::refusal("a && b.c(1) in [1, 2]"), None);
    }
}
