//! Whatever is wrong with records: either no scenario is written, or one that can be planned.

use crate::input::{lenient, open};
use obsada::domain::units::Language;
use obsada::estimate::{Gather, Options, estimate};
use obsada::records::Mapping;
use obsada::report::fit::Fit;
use obsada::report::fitted_scenario;
use obsada::scenario::validate::parse;
use proptest::prelude::*;

/// A week of calls as a table; the numbers say how long calls take and how they end.
fn table(rows: &[(u8, u8, u16, u16, u8)]) -> String {
    let mut text = "date;time;wait;status;talk;agent;number\n".to_owned();
    for (day, minute, wait, talk, kind) in rows {
        let status = ["answered", "answered", "lost", "timeout"][usize::from(kind % 4)];
        let (hour, minute) = (8 + minute / 60, minute % 60);
        let day = 1 + day % 14;
        let (agent, number) = (kind % 5, kind % 16);
        text += &format!(
            "2026-06-{day:02};{hour}:{minute:02}:00;{wait};{status};{talk};a{agent};51200011{number}\n"
        );
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn fit_writes_what_plan_takes_or_nothing(
        rows in proptest::collection::vec(
            (any::<u8>(), any::<u8>(), 0_u16..4000, prop_oneof![Just(0_u16), 0_u16..4, 0_u16..4000], any::<u8>()),
            1..120,
        ),
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut bytes = table(&rows).into_bytes();
        let heading = 45.min(bytes.len());
        for (index, byte) in cuts {
            let at = heading + index.index(bytes.len() - heading);
            bytes[at] = byte;
        }
        let Ok(records) = open(&bytes, Mapping::default()) else { return Ok(()) };
        let mut gather = Gather::new(20.0, None, None, None);
        let Ok(reading) = records.calls(&lenient(), &mut |call| gather.call(call)) else { return Ok(()) };
        let mut history = gather.finish();
        let Some(estimates) = estimate(&mut history, &Options::default()) else { return Ok(()) };
        let fit = Fit {
            file: "calls.csv",
            reading: &reading,
            passed_over: 0,
            line: None,
            estimates: &estimates,
            forecast: None,
        };
        let Some(text) = fitted_scenario::from_records(&fit, false, Language::En) else { return Ok(()) };
        let no_files = |_: &str| Err("no demand file".into());
        let read = parse(&text, "fitted.toml", &no_files);
        let codes = read.err().map(|problems| problems.iter().map(|p| p.code()).collect::<Vec<_>>());
        prop_assert!(codes.is_none(), "{:?}\n{}", codes, text);
    }
}
