//! Arithmetic on known values: what it gives, or why it fails.

use super::value::Value;
use crate::diagnostic::Code;
use crate::lower::program::{Cmp, Op};
use crate::time::{self, NONE};
use std::cmp::Ordering;

/// Whether two finite numbers compare so.
#[inline]
pub fn compare_numbers(cmp: Cmp, a: u64, b: u64) -> bool {
    let order = f64::from_bits(a).partial_cmp(&f64::from_bits(b));
    cmp.holds(order.unwrap_or(Ordering::Equal))
}

/// Integers; overflow and zero divisors fail.
#[inline]
pub fn integers(op: Op, a: i64, b: i64) -> Value {
    let result = match op {
        Op::Add => a.checked_add(b),
        Op::Sub => a.checked_sub(b),
        Op::Mul => a.checked_mul(b),
        Op::Div | Op::Rem if b == 0 => return Value::Failed(Code::R502),
        Op::Div => a.checked_div(b),
        Op::Rem => a.checked_rem(b),
    };
    result.map_or(Value::Failed(Code::R501), Value::of_int)
}

/// Numbers; what is not finite and zero divisors fail.
#[inline]
pub fn numbers(op: Op, a: f64, b: f64) -> Value {
    match op {
        Op::Add => Value::of_num(a + b),
        Op::Sub => Value::of_num(a - b),
        Op::Mul => Value::of_num(a * b),
        Op::Div | Op::Rem if b == 0.0 => Value::Failed(Code::R502),
        Op::Div => Value::of_num(a / b),
        Op::Rem => Value::of_num(a % b),
    }
}

/// The length of time between two dates or instants. A difference with "none" is void: nothing that can be filled in makes it a length of time.
#[inline]
pub fn difference(dates: bool, a: i64, b: i64) -> Value {
    if a == NONE || b == NONE {
        return Value::Void;
    }
    timed(a, if dates { time::date_difference(b, a) } else { time::instant_difference(b, a) })
}

/// A time or length of time; none where the time is "none".
#[inline]
pub fn timed(value: i64, result: Result<i64, time::TimeError>) -> Value {
    match result {
        Ok(result) => Value::of_int(result),
        Err(_) if value == NONE => Value::Void,
        Err(_) => Value::Failed(Code::R505),
    }
}

/// A number cut towards zero.
#[inline]
pub fn to_int(value: f64) -> Value {
    // 2^63 is a double; every double under it fits.
    const END: f64 = 9_223_372_036_854_775_808.0;
    if (-END..END).contains(&value) {
        #[expect(clippy::cast_possible_truncation, reason = "cutting is what it is for")]
        let cut = value as i64;
        Value::of_int(cut)
    } else {
        Value::Failed(Code::R501)
    }
}
