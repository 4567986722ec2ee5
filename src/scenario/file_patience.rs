//! Mirror of `patience`: a mean plainly, or a table with the law of patience.

use super::file_number::{share, uncertain};
use super::keys;
use super::patience::{Patience, PatienceLaw};
use super::problems::{At, Log, Span};
use super::read::Node;
use super::validate_line::uncertain as in_unit;
use crate::domain::cause::DemandCause;
use crate::domain::units::{Seconds, Share, Uncertain};

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

/// Judges `patience`: Weibull has `shape`, log-normal `spread`, and nothing else.
pub(super) fn judged(log: &Log, file: &PatienceFile) -> Option<Patience> {
    let law = file.law.as_ref().map_or(LawFile::Exponential, |law| law.value);
    let (needs, name) = match law {
        LawFile::Exponential => ([false, false], "exponential"),
        LawFile::Weibull => ([true, false], "weibull"),
        LawFile::LogNormal => ([false, true], "log-normal"),
    };
    for (key, (needed, given)) in
        ["shape", "spread"].into_iter().zip(needs.into_iter().zip(file.given))
    {
        match (needed, given) {
            (true, false) => log.report(&file.span, DemandCause::LawNeeds { key, law: name }),
            (false, true) => log.report(&file.span, DemandCause::LawIgnores { key, law: name }),
            (true, true) | (false, false) => {}
        }
    }
    let law = match (law, &file.shape, &file.spread) {
        (LawFile::Weibull, Some(shape), _) => PatienceLaw::Weibull(shape.clone()),
        (LawFile::LogNormal, _, Some(spread)) => PatienceLaw::LogNormal(spread.clone()),
        // Where the number of a law is missing it has been reported.
        (LawFile::Exponential | LawFile::Weibull | LawFile::LogNormal, ..) => {
            PatienceLaw::Exponential
        }
    };
    Some(Patience {
        mean: in_unit(file.mean.as_ref()?, Seconds::new),
        law,
        at_once: file.at_once.as_ref().map(|u| in_unit(u, Share::new)),
    })
}
