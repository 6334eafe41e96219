//! Bins of equal width for a histogram of scores.

/// Bins at most.
const BINS: i128 = 50;

/// The first and the last score of each bin that covers the scores from `low` to `high`: the width is 1, 2 or 5, or one
/// of these by a power of ten, and each bin begins at a multiple of it.
pub fn bins(low: i64, high: i64) -> Vec<(i64, i64)> {
    let (low, high) = (i128::from(low), i128::from(high));
    let steps = (0..20).scan(1, |power: &mut i128, _| {
        let now = *power;
        *power *= 10;
        Some([now, 2 * now, 5 * now])
    });
    let count = |width: i128| high.div_euclid(width) - low.div_euclid(width) + 1;
    let Some(width) = steps.flatten().find(|width| count(*width) <= BINS) else { return Vec::new() };
    let clamped =
        |score: i128| i64::try_from(score.clamp(i64::MIN.into(), i64::MAX.into())).unwrap_or(i64::MAX);
    (low.div_euclid(width)..=high.div_euclid(width))
        .map(|bin| (clamped(bin * width), clamped(bin * width + width - 1)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_round_and_cover_all_scores() {
        assert_eq!(bins(0, 49).len(), 50);
        assert_eq!(bins(0, 100).first(), Some(&(0, 4)), "51 bins of 1 and of 2 are too many");
        assert_eq!(bins(-7, 90).first(), Some(&(-8, -7)), "each begins at a multiple");
        assert_eq!(bins(-3, -3), [(-3, -3)]);
        let all = bins(i64::MIN, i64::MAX);
        assert!(all.len() <= 50 && all[0].0 == i64::MIN && all[all.len() - 1].1 == i64::MAX, "{all:?}");
    }
}
