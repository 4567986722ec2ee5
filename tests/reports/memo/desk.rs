//! A small desk that tells its present state, compared once.

use obsada::compare::{Options, compare};
use obsada::domain::units::Language;
use obsada::scenario::{Scenario, validate::parse};
use obsada::wire::proposal::Proposal;
use std::sync::OnceLock;

pub const DESK: &str = include_str!("desk.toml");
pub const LANGUAGES: [Language; 2] = [Language::En, Language::Pl];

pub fn scenario(text: &str) -> Scenario {
    parse(text, "desk.toml", &|_| Err("none".into())).unwrap()
}

pub fn proposal() -> &'static Proposal {
    static PROPOSAL: OnceLock<Proposal> = OnceLock::new();
    let options = Options { samples: 60, ..Options::default() };
    PROPOSAL.get_or_init(|| compare(&scenario(DESK), &options).unwrap())
}
