//! Mirror of `patience`: a mean plainly, or a table with the law of patience.

use super::file_number::{share, uncertain};
use super::keys;
use super::problems::{At, Span};
use super::read::Node;
use crate::domain::units::Uncertain;

/// `patience`.
pub(super) struct PatienceFile {
    pub span: Span,
    pub mean: Option<Uncertain<f64>>,
    pub law: Option<At<LawFile>>,
    pub at_once: Option<Uncertain<f64>>,
    pub shape: Option<Uncertain<f64>>,
    pub spread: Option<Uncertain<f64>>,
    /// Which of `shape` and `spread` are there, readable or not.
    pub given: [bool; 2],
}

/// `law` of `patience`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LawFile {
    Exponential,
    Weibull,
    LogNormal,
}

/// Reads `patience`: a table that has a key of a law is one, any other is a mean with its range.
pub(super) fn patience(node: &Node) -> Option<PatienceFile> {
    let of_law = node.has_any(&keys::PATIENCE.names());
    if !of_law {
        let mean = uncertain(node, |n| n.seconds())?;
        return Some(PatienceFile {
            span: mean.span,
            mean: Some(mean.value),
            law: None,
            at_once: None,
            shape: None,
            spread: None,
            given: [false, false],
        });
    }
    let t = node.table(&keys::PATIENCE)?;
    let laws = [
        ("exponential", LawFile::Exponential),
        ("weibull", LawFile::Weibull),
        ("log-normal", LawFile::LogNormal),
    ];
    let number = |key: &str| {
        let node = t.get(key)?;
        Some(uncertain(&node, |n| n.number())?.value)
    };
    Some(PatienceFile {
        span: t.span.clone(),
        mean: t
            .need("mean", "mean = \"3m\"")
            .and_then(|n| uncertain(&n, |n| n.seconds()))
            .map(|u| u.value),
        law: t.get("law").and_then(|n| n.word(&laws)),
        at_once: t.get("at_once").and_then(|n| share(&n)).map(|u| u.value),
        shape: number("shape"),
        spread: number("spread"),
        given: ["shape", "spread"].map(|key| t.has(key)),
    })
}
