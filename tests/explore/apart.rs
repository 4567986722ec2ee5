//! Closings planned one by one, written, read and brought together are the plan of all at once.

use crate::desk::shipped;
use obsada::report::json;
use obsada::scenario::validate::parse;
use obsada::solve::{Options, Promise, Solved, all, one, plan_of, settle, solve};

#[test]
fn closings_planned_apart_are_those_planned_together() {
    let scenario =
        parse(&shipped("one-person.toml"), "case.toml", &|_| Err("none".into())).unwrap();
    for promise in [Promise::Formula, Options::default().promise] {
        let options = Options { promise, ..Options::default() };
        let written = |k: usize| serde_json::to_vec(&one(&scenario, k, &options).unwrap()).unwrap();
        let read = |bytes: &Vec<u8>| serde_json::from_slice::<Solved>(bytes).unwrap();
        let apart: Vec<Vec<u8>> = (0..scenario.closings().len()).map(written).collect();
        let settled = settle(&scenario, apart.iter().map(read).collect(), &options).unwrap();
        let again: Vec<Vec<u8>> = settled.iter().map(|s| serde_json::to_vec(s).unwrap()).collect();
        let plan = |asked| plan_of(&scenario, again.iter().map(read).collect(), asked, &options);
        let (recommended, each) = all(&scenario, &options).unwrap();
        let text = json::plan(&solve(&scenario, &options).unwrap()).unwrap();
        assert!(json::plan(&plan(None).unwrap()).unwrap() == text);
        assert!(json::plan(&recommended).unwrap() == text);
        assert_eq!(each.len(), 2);
        for (k, own) in each.iter().enumerate() {
            assert_eq!(plan(Some(k)).ok().as_ref(), own.as_ref());
        }
    }
    let options = Options::default();
    assert!(one(&scenario, 2, &options).is_err());
    assert!(settle(&scenario, Vec::new(), &options).is_err());
}
