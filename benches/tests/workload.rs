//! The generated workload is the one that published numbers were measured on.

use benches::workload::{lines, scale};
use sha2::{Digest, Sha256};

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_first_thousand_incidents_are_the_known_bytes() {
    let text: String = lines(1000).iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(digest(&text), "666fb57d4fdbbd1ea44ba027f4b5f43437fac4e4ca57d95647a911fc4d76d2fa");
}

#[test]
fn the_family_of_a_hundred_rules_is_the_known_bytes() {
    assert_eq!(
        digest(&scale(100).to_json()),
        "13b0f3f3ab05754bde84fbb5a5183b50f0de18aa3f685ac72f62c96b00fddda1"
    );
}
