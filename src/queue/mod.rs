//! The queue: how long callers wait when so many agents answer so many calls.
//!
//! Pure arithmetic on numbers; nothing here knows what a scenario, a day or a line is. Calls arrive
//! as a Poisson process at a steady rate, handle times are exponential, all agents are alike and calls
//! are answered in order of arrival. Three classical models differ in what a caller does who finds
//! every agent busy:
//!
//! | model | the caller who finds all agents busy | here |
//! |---|---|---|
//! | Erlang B (M/M/n/n) | is turned away | [`erlang_b()`] |
//! | Erlang C (M/M/n) | waits, however long | [`ErlangC`] |
//! | Erlang A (M/M/n+M) | waits, and hangs up when patience runs out | [`ErlangA`] |
//!
//! [`Queue`] is either of the last two, with callers who call again; [`Place`] is what a place in the
//! queue means; [`transient`] carries the queue through a day whose calls and agents change.
//! [`required_agents`] and [`required_agents_with_patience`] turn the question round: the smallest
//! number of agents that meets given [`Targets`].
//!
//! # Measures
//!
//! | name | meaning | unit |
//! |---|---|---|
//! | `offered_load` | arrival rate × mean handle time | erlangs |
//! | `aht` | mean handle time: talk, hold and after-call work | seconds |
//! | `patience` | mean time before a waiting caller hangs up, exponential | seconds |
//! | `threshold` | the time within which a call should be answered | seconds |
//! | `p_wait` | share of offered calls that find all agents busy | 0..=1 |
//! | `mean_wait` | mean time in queue over all offered calls, those who hang up included | seconds |
//! | `asa` | mean time in queue of answered calls only | seconds |
//! | `service_level` | calls answered within the threshold ÷ offered calls | 0..=1 |
//! | `p_abandon` | share of offered calls whose caller hangs up before an answer | 0..=1 |
//! | `occupancy` | share of staffed time spent handling calls | 0..=1 |
//!
//! An abandoned call counts against the service level, however early it was given up. A call answered
//! exactly at the threshold counts as in time, so at threshold 0 the service level is 1 − `p_wait`.
//!
//! # Sources
//!
//! - A. K. Erlang (1917), *Solution of some problems in the theory of probabilities of significance in
//!   automatic telephone exchanges*: formulas B and C.
//! - C. Palm (1957), *Research on telephone traffic carried by full availability groups*; O. Garnett,
//!   A. Mandelbaum & M. Reiman (2002), *Designing a call center with impatient customers*: Erlang A.
//! - S. Zeltyn & A. Mandelbaum (2005), *Call centers with impatient customers: many-server asymptotics
//!   of the M/M/n+G queue*: every measure of Erlang A as an integral over the offered wait.
//! - W. Whitt (2005), *Engineering solution of a basic call-center model*: conditional waits under
//!   abandonment, which the tests recompute state by state.
//! - M. S. Aguir, F. Karaesmen, O. Z. Akşin & F. Chauvet (2004), *The impact of retrials on call center
//!   performance*: redials as a fixed point.
//! - C. Loader (2000), *Fast and accurate computation of binomial probabilities*: Poisson
//!   probabilities without loss of digits.

mod erlang_a;
mod erlang_b;
mod erlang_c;
mod patience;
mod place;
mod required;
mod root;
mod steady;
pub mod transient;

pub use erlang_a::{ErlangA, Seen};
pub use erlang_b::erlang_b;
pub use erlang_c::ErlangC;
pub use patience::{PatienceLaw, nearest_exponential_s};
pub use place::Place;
pub use required::{
    Targets, required_agents, required_agents_for, required_agents_with_patience,
    required_agents_with_redials,
};
pub use steady::Queue;

/// Largest number of agents that any function of this room accepts.
pub const AGENTS_MAX: u32 = 1_000_000;

/// Offered load in erlangs: `calls` in an interval of `interval_s` seconds, each keeping an agent busy
/// for `aht_s` seconds on average.
///
/// ```
/// use obsada::queue::offered_load;
/// assert_eq!(offered_load(100.0, 1800.0, 180.0), 10.0);
/// ```
#[must_use]
pub fn offered_load(calls: f64, interval_s: f64, aht_s: f64) -> f64 {
    calls * aht_s / interval_s
}
