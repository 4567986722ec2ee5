//! The redial share of a file, counted by hand from the file alone.

use crate::input::{calls_with, options};
use obsada::estimate::{Gather, Options, estimate};
use obsada::records::{Mapping, Outcome};
use std::collections::BTreeMap;
use std::path::Path;

/// 2,673 callers of this file hung up and 718 of them called again. Over the 2,540 who hung up at least an hour before
/// closing that would be 0.283; but some of the 718 hung up later than that and are not among the 2,540. Of the 2,531 who
/// hung up an hour before the day's last call or earlier, 690 called again, and that is the share: 0.273.
#[test]
fn those_who_call_again_are_counted_among_those_who_could() {
    let file = Path::new("../shared/cases/records/redial.csv");
    let Ok(text) = std::fs::read_to_string(file) else {
        eprintln!("skipped: {} is not there", file.display());
        return;
    };
    let (calls, _) = calls_with(&text, Mapping::default(), &options());
    let mut by_caller: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut last: BTreeMap<jiff::civil::Date, f64> = BTreeMap::new();
    for (at, call) in calls.iter().enumerate() {
        by_caller.entry(call.caller.unwrap()).or_default().push(at);
        let end = last.entry(call.date).or_insert(0.0);
        *end = end.max(call.epoch_s);
    }
    let (mut hung_up, mut again, mut could, mut did) = (0, 0, 0, 0);
    for own in by_caller.values() {
        for (place, at) in own.iter().enumerate() {
            let call = &calls[*at];
            if call.outcome != Outcome::Abandoned {
                continue;
            }
            let end = call.epoch_s + call.wait_s.unwrap();
            let next = own.get(place + 1).map(|next| calls[*next].epoch_s - end);
            let back = next.is_some_and(|gap| gap <= 3600.0);
            hung_up += 1;
            again += i32::from(back);
            if end + 3600.0 <= last[&call.date] {
                could += 1;
                did += i32::from(back);
            }
        }
    }
    assert_eq!((hung_up, again, could, did), (2673, 718, 2531, 690));
    let mut gather = Gather::new(20.0, None, None, None);
    calls.iter().for_each(|call| gather.call(call));
    let found = estimate(&mut gather.finish(), &Options::default()).unwrap();
    let share = found.redials.unwrap().after_hanging_up;
    // Less the few of the answered who call again within the hour anyway.
    assert!((share.value - 690.0 / 2531.0).abs() < 1e-3, "{share:?}");
    let (first, ..) = found.arrivals.per_week();
    assert!((first - 7751.0 / 5.0).abs() < 0.5, "{first}");
}
