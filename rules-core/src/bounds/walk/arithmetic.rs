//! Arithmetic on sets of integers and of numbers.

use crate::bounds::reach::{Ints, Nums, Reach};
use crate::eval::arithmetic::{integers, numbers};
use crate::eval::value::Value;
use crate::lower::program::Op;

/// Integers under an operation, and whether it may fail.
pub fn arithmetic_i(op: Op, a: Ints, b: Ints) -> (Ints, bool) {
    let (Some((al, ah)), Some((bl, bh))) = (a.ends(), b.ends()) else { return (Ints::NOTHING, false) };
    if al == ah && bl == bh {
        return match integers(op, al, bl) {
            Value::Known(bits) => (Ints::Span(bits.cast_signed(), bits.cast_signed()), false),
            _ => (Ints::NOTHING, true),
        };
    }
    let wide = |value: i64| i128::from(value);
    let corners: [i128; 4] = match op {
        Op::Add => [wide(al) + wide(bl), wide(ah) + wide(bh), wide(al) + wide(bl), wide(ah) + wide(bh)],
        Op::Sub => [wide(al) - wide(bh), wide(ah) - wide(bl), wide(al) - wide(bh), wide(ah) - wide(bl)],
        Op::Mul => [wide(al) * wide(bl), wide(al) * wide(bh), wide(ah) * wide(bl), wide(ah) * wide(bh)],
        // No quotient is larger than its dividend, no remainder than its divisor or its dividend.
        Op::Div | Op::Rem => {
            let size = wide(al).abs().max(wide(ah).abs());
            [-size, size, 0, 0]
        }
    };
    let low = corners.iter().copied().min().unwrap_or_default();
    let high = corners.iter().copied().max().unwrap_or_default();
    let (first, last) = (i128::from(i64::MIN), i128::from(i64::MAX));
    let by_zero = matches!(op, Op::Div | Op::Rem) && bl <= 0 && bh >= 0;
    let end = |value: i128| i64::try_from(value.clamp(first, last)).unwrap_or_default();
    (Ints::Span(end(low), end(high)), by_zero || low < first || high > last)
}

/// Numbers under an operation, and whether it may fail. Rounding is monotone, so the ends of sums, differences
/// and products are those of some ends of the operands.
pub fn arithmetic_f(op: Op, a: Nums, b: Nums) -> (Nums, bool) {
    if a.is_empty() || b.is_empty() {
        return (Nums::NOTHING, false);
    }
    if a.0 == a.1 && b.0 == b.1 {
        return match numbers(op, a.0, b.0) {
            Value::Known(bits) => (Nums(f64::from_bits(bits), f64::from_bits(bits)), false),
            _ => (Nums::NOTHING, true),
        };
    }
    let corners = match op {
        Op::Add => [a.0 + b.0, a.1 + b.1, a.0 + b.0, a.1 + b.1],
        Op::Sub => [a.0 - b.1, a.1 - b.0, a.0 - b.1, a.1 - b.0],
        Op::Mul => [a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1],
        Op::Div if b.0 > 0.0 || b.1 < 0.0 => [a.0 / b.0, a.0 / b.1, a.1 / b.0, a.1 / b.1],
        Op::Div | Op::Rem => return (Nums::ALL, true),
    };
    let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
    let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let failing = !low.is_finite() || !high.is_finite();
    (Nums(low.clamp(f64::MIN, f64::MAX) + 0.0, high.clamp(f64::MIN, f64::MAX) + 0.0), failing)
}

/// Times or lengths of time moved by lengths, and whether some leave the range.
pub fn shifted(add: bool, a: Ints, b: Ints, (first, last): (i64, i64)) -> (Ints, bool) {
    let (Some((low, high)), Some((least, most))) = (a.ends(), b.ends()) else {
        return (Ints::NOTHING, false);
    };
    let (low, high) = match add {
        true => (low.saturating_add(least), high.saturating_add(most)),
        false => (low.saturating_sub(most), high.saturating_sub(least)),
    };
    (Ints::Span(low.max(first), high.min(last)), low < first || high > last)
}

pub fn to_int(a: Reach<Nums>) -> Reach<Ints> {
    if a.set.is_empty() {
        return a.with(Ints::NOTHING);
    }
    let end = |value: f64, whole: i64| match crate::eval::arithmetic::to_int(value) {
        Value::Known(bits) => (bits.cast_signed(), false),
        _ => (whole, true),
    };
    let ((low, first), (high, last)) = (end(a.set.0, i64::MIN), end(a.set.1, i64::MAX));
    a.with(Ints::Span(low, high)).failing_if(first || last)
}
