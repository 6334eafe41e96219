//! The 24 rules over the common incidents, named `stage/case/size`.
//!
//! - `evaluate`: from a parsed incident to the answer as a value;
//! - `end-to-end`: from a JSON line in memory to the answer's JSON in memory.
//!
//! One iteration answers every incident, on one thread; the throughput is in incidents. Building rules and
//! matchers is not timed. The answers of every variant are checked before, and again in every iteration.

use benches::answer::known_checksum;
use benches::ruleset_text::ruleset;
use benches::shao::Shao;
use benches::variants::{check, run_end_to_end, run_evaluate, variants};
use benches::workload::{FRAUD_24, lines};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const INCIDENTS: usize = 5_000;
const RULES: usize = 24;

#[expect(clippy::expect_used, reason = "a variant that cannot be built or errs must stop the measurement")]
fn fraud(criterion: &mut Criterion) {
    let lines = lines(INCIDENTS);
    let known = known_checksum(INCIDENTS);
    let shao = Shao::new(&ruleset(&FRAUD_24)).expect("the workload's ruleset compiles");
    for mut variant in variants(&lines, &shao).expect("every variant can be built") {
        let (checksum, bytes) = check(variant.as_mut(), &lines).expect("both ways give the same answers");
        assert_eq!(Some(checksum), known, "{}", variant.name());

        let mut group = criterion.benchmark_group("evaluate");
        group.throughput(Throughput::Elements(INCIDENTS as u64));
        group.bench_function(BenchmarkId::new(variant.name(), RULES), |bencher| {
            bencher.iter(|| assert_eq!(run_evaluate(variant.as_mut(), INCIDENTS), checksum));
        });
        group.finish();

        let mut group = criterion.benchmark_group("end-to-end");
        group.throughput(Throughput::Elements(INCIDENTS as u64));
        group.bench_function(BenchmarkId::new(variant.name(), RULES), |bencher| {
            bencher.iter(|| assert_eq!(run_end_to_end(variant.as_mut(), &lines), bytes));
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = fraud
}
criterion_main!(benches);
