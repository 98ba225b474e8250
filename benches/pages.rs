//! Pages copied from the web to CSL-JSON: 100 MB, on one core and on all.

mod corpus;

use std::io::Cursor;

use bibconv::format::registry;
use bibconv::pipeline::{Input, Options, convert};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn pages(criterion: &mut Criterion) {
    let mut text = Vec::new();
    corpus::pages::write(100_000_000, &mut corpus::Random::new(1), &mut text).expect("memory");
    let text: &'static [u8] = text.leak();
    let mut group = criterion.benchmark_group("pages to csl-json");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10);
    for jobs in [1, std::thread::available_parallelism().map_or(1, usize::from)] {
        let options = Options { to: registry::by_name("csl-json"), jobs, ..Options::default() };
        group.bench_function(format!("-j {jobs}"), |bencher| {
            bencher.iter(|| {
                let input = Input::Stream { name: "pages".into(), bytes: Box::new(Cursor::new(text)) };
                convert(vec![input], &mut std::io::sink(), &options, &mut ()).expect("no I/O fails")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
