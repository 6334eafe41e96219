//! Shao by the number of rules, named `stage/case/size`: `evaluate/shao/1000`, `end-to-end/shao/1000`, and
//! `compile/scale/1000` from a ruleset's source to the ruleset, beside `compile/fraud/37` and
//! `compile/fraud-24/24`.
//!
//! One iteration answers every incident, on one thread. The answers are checked before.

use benches::ruleset_text::ruleset;
use benches::scaling::{INCIDENTS, SIZES, check, expected, run_end_to_end, run_evaluate};
use benches::shao::Shao;
use benches::workload::{FRAUD_24, lines, scales};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rules_core::Ruleset;

#[expect(clippy::expect_used, reason = "a ruleset that errs must stop the measurement")]
fn scale(criterion: &mut Criterion) {
    let lines = lines(INCIDENTS);
    for set in scales(&SIZES) {
        let size = set.rules.len();
        let source = ruleset(&set);
        let shao = Shao::new(&source).expect("the ruleset compiles");
        check(&shao, &lines, &expected(&set)).expect("the answers are those of the rules");
        let mut session = shao.session();
        let read = lines.iter().map(|line| session.incident(line.as_bytes()));
        let mut incidents: Vec<_> = read.collect::<Result<_, _>>().expect("every line is an incident");

        let mut group = criterion.benchmark_group("evaluate");
        group.throughput(Throughput::Elements(INCIDENTS as u64));
        group.bench_function(BenchmarkId::new("shao", size), |bencher| {
            bencher.iter(|| run_evaluate(&mut session, &mut incidents));
        });
        group.finish();

        let mut group = criterion.benchmark_group("end-to-end");
        group.throughput(Throughput::Elements(INCIDENTS as u64));
        let mut out = Vec::new();
        group.bench_function(BenchmarkId::new("shao", size), |bencher| {
            bencher.iter(|| run_end_to_end(&mut session, &lines, &mut out));
        });
        group.finish();
        compile(criterion, "scale", size, source.as_bytes());
    }
}

fn rulesets(criterion: &mut Criterion) {
    compile(criterion, "fraud", 37, include_bytes!("../../rulesets/fraud/fraud.toml"));
    compile(criterion, "fraud-24", 24, ruleset(&FRAUD_24).as_bytes());
}

fn compile(criterion: &mut Criterion, name: &str, size: usize, source: &[u8]) {
    let mut group = criterion.benchmark_group("compile");
    group.bench_function(BenchmarkId::new(name, size), |bencher| {
        bencher.iter(|| assert!(Ruleset::compile(source).is_ok()));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = rulesets, scale
}
criterion_main!(benches);
