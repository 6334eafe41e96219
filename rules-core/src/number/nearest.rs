//! The double nearest to a decimal number, by long division.
//!
//! The standard library does the same faster, with a table of ten kilobytes that WebAssembly leaves out.

use std::cmp::Ordering;

/// The digits that matter: of more, it only counts whether they are all 0.
const DIGITS: usize = 800;
/// Bits of a double's significand.
const PRECISION: i64 = 53;
/// The exponent of the smallest normal double.
const LEAST: i64 = -1022;
/// The exponent of the greatest double.
const MOST: i64 = 1023;

/// The double nearest to `digits` (0 to 9) with the point after the last one, times ten to the `exponent`; of two that
/// are as near the even one. Infinite beyond the greatest double.
pub(super) fn nearest(digits: impl Iterator<Item = u8>, mut exponent: i64) -> f64 {
    let mut above = Natural(Vec::new());
    let (mut kept, mut is_more) = (0, false);
    for digit in digits.skip_while(|digit| *digit == 0) {
        if kept < DIGITS {
            above.scale(10, u32::from(digit));
            kept += 1;
        } else {
            is_more |= digit != 0;
            exponent = exponent.saturating_add(1);
        }
    }
    let places = i64::try_from(kept).unwrap_or(i64::MAX).saturating_add(exponent);
    if above.0.is_empty() || places < -330 {
        return 0.0;
    }
    if places > 310 {
        return f64::INFINITY;
    }
    if is_more {
        above.scale(10, 1);
        exponent -= 1;
    }
    let mut below = Natural(vec![1]);
    let scaled = if exponent < 0 { &mut below } else { &mut above };
    (0..exponent.unsigned_abs()).for_each(|_| scaled.scale(10, 0));
    divided(above, below)
}

/// The double nearest to a quotient; neither is 0.
fn divided(mut above: Natural, mut below: Natural) -> f64 {
    // First the quotient is brought to at least 1 and less than 2.
    let mut exponent = above.bits() - below.bits();
    above.double((-exponent).max(0));
    below.double(exponent.max(0));
    if above.compare(&below) == Ordering::Less {
        above.double(1);
        exponent -= 1;
    }
    if exponent > MOST {
        return f64::INFINITY;
    }
    let wanted = PRECISION - (LEAST - exponent).max(0);
    let mut significand = 0_u64;
    for _ in 0..wanted {
        significand *= 2;
        if above.compare(&below) != Ordering::Less {
            above.subtract(&below);
            significand += 1;
        }
        above.double(1);
    }
    let rounds_up = match above.compare(&below) {
        Ordering::Less => false,
        Ordering::Equal => significand % 2 == 1,
        Ordering::Greater => true,
    };
    // A significand that is rounded up to the next power of two carries into the exponent, as it has to.
    let significand = significand + u64::from(rounds_up && wanted >= 0);
    f64::from_bits(((exponent - LEAST).max(0).unsigned_abs() << (PRECISION - 1)) + significand)
}

/// A natural number: 32 bits each, the lowest first, no zeros at the end.
struct Natural(Vec<u32>);

impl Natural {
    /// Multiplies, and adds.
    fn scale(&mut self, by: u32, add: u32) {
        let mut carry = u64::from(add);
        for part in &mut self.0 {
            carry += u64::from(*part) * u64::from(by);
            *part = low(carry);
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    fn double(&mut self, times: i64) {
        (0..times).for_each(|_| self.scale(2, 0));
    }

    fn bits(&self) -> i64 {
        let last = self.0.last().map_or(0, |last| 32 - i64::from(last.leading_zeros()));
        32 * i64::try_from(self.0.len().saturating_sub(1)).unwrap_or(i64::MAX) + last
    }

    fn compare(&self, other: &Self) -> Ordering {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// Takes away a number that is not greater.
    fn subtract(&mut self, other: &Self) {
        let mut borrows = false;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (part, other) in self.0.iter_mut().zip(others) {
            let (less, first) = part.overflowing_sub(other);
            let (less, second) = less.overflowing_sub(u32::from(borrows));
            *part = less;
            borrows = first || second;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

fn low(value: u64) -> u32 {
    u32::try_from(value & u64::from(u32::MAX)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    /// What the standard library reads.
    fn check(digits: &str, exponent: i64) {
        let expected: f64 = format!("{digits}e{exponent}").parse().unwrap();
        let found = nearest(digits.bytes().map(|digit| digit - b'0'), exponent);
        assert_eq!(found.to_bits(), expected.to_bits(), "{digits}e{exponent}: {found} for {expected}");
    }

    #[test]
    fn the_nearest_double_is_that_of_the_standard_library() {
        let mut seed = 7_u64;
        for _ in 0..10_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let digits = (seed >> 11).to_string();
            let length = 1 + (seed >> 7) as usize % digits.len();
            check(digits.get(..length).unwrap(), (seed >> 20) as i64 % 340 - (seed >> 40) as i64 % 340);
        }
    }

    #[test]
    fn ends_and_halves_are_rounded_as_the_standard_library_does() {
        let ends = [
            ("0", 5),
            ("17976931348623157", 292),
            ("17976931348623158", 292),
            ("179769313486231580793", 288),
            ("179769313486231580794", 288),
            ("18", 307),
            ("1", 400),
            ("9007199254740993", 0),
            ("9007199254740995", 0),
            ("90071992547409930000000001", -10),
            ("5", -324),
            ("24703282292062327", -340),
            ("24703282292062328", -340),
            ("22250738585072011", -324),
            ("22250738585072014", -324),
            ("1", -400),
            ("000123", -2),
            ("2470328229206232720", -342),
        ];
        for (digits, exponent) in ends {
            check(digits, exponent);
        }
        // Half of the smallest double, to its last digit, and a little more and less; more digits than are kept.
        let half: String =
            format!("{:.1075}", f64::from_bits(1)).trim_start_matches("0.").trim_start_matches('0').into();
        let digits = format!("{half}5").replace('.', "");
        for text in [half.clone(), digits] {
            check(&text, -1074 - 1);
            check(&format!("{text}{}1", "0".repeat(900)), -1975 - 1);
            check(&"9".repeat(1200), -1100);
        }
    }
}
