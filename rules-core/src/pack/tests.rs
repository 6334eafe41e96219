use super::*;

#[test]
fn any_change_within_a_word_changes_the_checksum() {
    let bytes: Vec<u8> = (0..100).collect();
    let whole = checksum(&bytes);
    for at in 0..bytes.len() {
        for flip in 1..=u8::MAX {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            assert_ne!(checksum(&changed), whole, "byte {at}");
        }
    }
    let lengths: std::collections::BTreeSet<u64> = (0..40).map(|length| checksum(&vec![0; length])).collect();
    assert_eq!(lengths.len(), 40, "zeros count by their number");
}
