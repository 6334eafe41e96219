//! Bounds of the shipped rulesets' cases with all but three fields open, named `bounds/ruleset`.
//!
//! One iteration bounds every incident, on one thread; the throughput is in incidents. The ends are checked before.

use benches::few_known::{KNOWN, NAMES, digest, ends, inexact, shipped};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rules_core::Options;
use rules_core::bounds::{Bounder, STEPS};

#[expect(clippy::expect_used, reason = "a ruleset that errs must stop the measurement")]
fn bounds(criterion: &mut Criterion) {
    let options = Options::default();
    for (name, known) in NAMES.into_iter().zip(KNOWN) {
        let shipped = shipped(name).expect("the ruleset and its cases can be read");
        let of = shipped.incidents.iter().map(|few| Bounder::new(&shipped.ruleset, &few.context, &options));
        let mut bounders: Vec<Bounder<'_>> = of.collect();
        let lines: Vec<&[u8]> = shipped.incidents.iter().map(|few| few.line.as_bytes()).collect();
        let mut run = || {
            let all = bounders.iter_mut().zip(&lines).map(|(bounder, line)| bounder.bounds(line, STEPS));
            all.collect::<Result<Vec<_>, _>>().expect("every line is an incident")
        };
        let found = run();
        let exact = found.iter().filter(|bounds| inexact(bounds).is_none()).count();
        let ends: Vec<_> = found.iter().map(|bounds| ends(&shipped.ruleset, bounds)).collect();
        assert_eq!((exact, digest(&ends).as_str()), known, "{name}");

        let mut group = criterion.benchmark_group("bounds");
        group.throughput(Throughput::Elements(lines.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| bencher.iter(&mut run));
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = bounds
}
criterion_main!(benches);
