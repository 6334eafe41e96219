//! Rhai, set up for scripts.

use super::{CallError, CompileError, Value};
use crate::limits;
use crate::ruleset::Script;
use crate::ruleset::typed::Type;
use rhai::packages::{
    BasicArrayPackage, BasicMapPackage, BasicMathPackage, CorePackage, LogicPackage, MoreStringPackage,
    Package,
};
use rhai::{AST, Dynamic, Engine, EvalAltResult, Scope};

/// All script functions of a ruleset, compiled.
#[derive(Debug)]
pub struct Interpreter {
    engine: Engine,
    ast: AST,
}

/// Compiles one body alone.
///
/// # Errors
/// Rhai's first error, with its place in the body.
pub fn compile_body(script: &Script) -> Result<(), CompileError> {
    let head = head(script);
    let whole = format!("{head}{}\n}}", script.body);
    let last = script.body.len().saturating_sub(1);
    let engine = engine();
    let Err(error) = engine.compile(&whole) else {
        // A body that closes the function around it is none by itself.
        let mut scope = Scope::new();
        for (name, _) in &script.params {
            scope.push_dynamic(name.clone(), Dynamic::UNIT);
        }
        if engine.compile_with_scope(&scope, &script.body).is_ok() {
            return Ok(());
        }
        let message = "a `}` closes more than the body opens".to_owned();
        return Err(CompileError { message, offset: script.body.find('}').unwrap_or(last) });
    };
    let position = error.position();
    let line = position.line().unwrap_or(1).saturating_sub(1);
    let column = position.position().unwrap_or(1).saturating_sub(1);
    let start: usize = whole.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = whole.get(start..).unwrap_or_default();
    let at = start + rest.chars().take(column).map(char::len_utf8).sum::<usize>();
    let offset = at.saturating_sub(head.len()).min(last);
    Err(CompileError { message: error.err_type().to_string(), offset })
}

fn head(script: &Script) -> String {
    let params: Vec<&str> = script.params.iter().map(|(name, _)| name.as_str()).collect();
    format!("fn {}({}) {{", script.name, params.join(", "))
}

fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    // Rhai's standard packages but for blobs, bit fields and clocks.
    CorePackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicMathPackage::new().register_into_engine(&mut engine);
    BasicArrayPackage::new().register_into_engine(&mut engine);
    BasicMapPackage::new().register_into_engine(&mut engine);
    MoreStringPackage::new().register_into_engine(&mut engine);
    // WebAssembly has no optimiser in it.
    #[cfg(not(target_family = "wasm"))]
    engine.set_optimization_level(rhai::OptimizationLevel::None);
    engine
        .set_max_operations(limits::SCRIPT_OPERATIONS)
        .set_max_call_levels(limits::SCRIPT_CALLS)
        .set_max_expr_depths(limits::EXPRESSION_DEPTH, limits::EXPRESSION_DEPTH)
        .set_max_string_size(limits::SCRIPT_STRING_BYTES)
        .set_max_array_size(limits::SCRIPT_VALUES)
        .set_max_map_size(limits::SCRIPT_VALUES)
        .set_max_functions(limits::RULES)
        .set_max_variables(limits::SCRIPT_VALUES)
        .set_max_strings_interned(0)
        .set_fast_operators(true)
        // A script sees its parameters only: any other name is a slip.
        .set_strict_variables(true)
        .on_print(|_| {})
        .on_debug(|_, _, _| {});
    for symbol in ["eval", "print", "debug", "import", "export", "timestamp"] {
        engine.disable_symbol(symbol);
    }
    // A function of Rhai's core package, and no symbol: it would wait on the host's clock.
    engine.register_fn("sleep", |_: i64| no_sleep()).register_fn("sleep", |_: f64| no_sleep());
    engine
}

fn no_sleep() -> Result<(), Box<EvalAltResult>> {
    Err(Box::new(EvalAltResult::ErrorFunctionNotFound("sleep".into(), rhai::Position::NONE)))
}

impl Interpreter {
    /// Compiles all functions together, so that they can call each other.
    ///
    /// # Errors
    /// Rhai's first error; none for scripts that [`compile_body`] accepted one by one.
    pub fn new(scripts: &[Script]) -> Result<Self, CompileError> {
        let engine = engine();
        let text: String = scripts.iter().map(|it| format!("{}{}\n}}\n", head(it), it.body)).collect();
        match engine.compile(&text) {
            Ok(ast) => Ok(Self { engine, ast }),
            Err(error) => Err(CompileError { message: error.err_type().to_string(), offset: 0 }),
        }
    }

    /// Calls a function with values of its declared types.
    ///
    /// # Errors
    /// [`CallError::Limit`] where it would not end, [`CallError::Failed`] where it throws, divides by zero,
    /// overflows, or gives a value that is not of its declared type or not finite.
    pub fn call(&self, script: &Script, arguments: Vec<Value>) -> Result<Value, CallError> {
        let arguments: Vec<Dynamic> = arguments.into_iter().map(to_rhai).collect();
        let mut scope = Scope::new();
        match self.engine.call_fn::<Dynamic>(&mut scope, &self.ast, &script.name, arguments) {
            Ok(value) => from_rhai(value, script.returns).ok_or(CallError::Failed),
            Err(error) if is_limit(&error) => Err(CallError::Limit),
            Err(_) => Err(CallError::Failed),
        }
    }
}

fn is_limit(error: &EvalAltResult) -> bool {
    matches!(
        error.unwrap_inner(),
        EvalAltResult::ErrorTooManyOperations(_)
            | EvalAltResult::ErrorStackOverflow(_)
            | EvalAltResult::ErrorDataTooLarge(..)
            | EvalAltResult::ErrorTooManyVariables(_)
    )
}

fn to_rhai(value: Value) -> Dynamic {
    match value {
        Value::Bool(value) => value.into(),
        Value::Int(value) => value.into(),
        Value::Num(value) => value.into(),
        Value::Text(value) => value.into(),
    }
}

fn from_rhai(value: Dynamic, ty: Type) -> Option<Value> {
    match ty {
        Type::Bool => value.as_bool().ok().map(Value::Bool),
        Type::Int => value.as_int().ok().map(Value::Int),
        Type::Text => value.into_string().ok().map(Value::Text),
        Type::Num => match value.as_int() {
            Ok(integer) => crate::number::widen(integer).map(Value::Num),
            Err(_) => value.as_float().ok().filter(|value| value.is_finite()).map(Value::Num),
        },
        _ => None,
    }
}
