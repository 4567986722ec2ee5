//! Ready mappings for the exports of common systems, by name.
//!
//! They follow the headings that the systems' makers document. Columns that an export lacks are left out, as
//! long as it has those without which nothing can be read.

use super::headings::columns;
use super::mapping::Mapping;

/// A ready mapping.
struct Ready {
    name: &'static str,
    /// What it reads, for people.
    title: &'static str,
    text: &'static str,
}

/// Every ready mapping, in the order in which headings are tried.
const READY: [Ready; 7] = [
    Ready {
        name: "asterisk-cdr",
        title: "call detail records of Asterisk or FreePBX",
        text: include_str!("ready/asterisk-cdr.toml"),
    },
    Ready { name: "3cx", title: "the call report of 3CX", text: include_str!("ready/3cx.toml") },
    Ready {
        name: "genesys-cloud",
        title: "queue performance of Genesys Cloud",
        text: include_str!("ready/genesys-cloud.toml"),
    },
    Ready {
        name: "avaya-cms",
        title: "the interval report of Avaya CMS",
        text: include_str!("ready/avaya-cms.toml"),
    },
    Ready {
        name: "amazon-connect",
        title: "historical metrics of Amazon Connect",
        text: include_str!("ready/amazon-connect.toml"),
    },
    Ready { name: "five9", title: "the call log of Five9", text: include_str!("ready/five9.toml") },
    Ready {
        name: "cisco-uccx",
        title: "queue activity of Cisco UCCX",
        text: include_str!("ready/cisco-uccx.toml"),
    },
];

/// The ready mapping of this name.
pub fn ready(name: &str) -> Option<Mapping> {
    let ready = READY.iter().find(|ready| ready.name == name)?;
    Some(Mapping { ready: true, ..Mapping::parse(ready.text, ready.name).ok()? })
}

/// Names of the ready mappings.
pub fn names() -> Vec<&'static str> {
    READY.iter().map(|ready| ready.name).collect()
}

/// Name and title of the ready mapping that reads a table with these headings.
pub(super) fn that_reads(headings: &[&str]) -> Option<(&'static str, &'static str)> {
    let reads = |found: &&Ready| ready(found.name).is_some_and(|m| columns(headings, &m).is_ok());
    READY.iter().find(reads).map(|ready| (ready.name, ready.title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_ready_mapping_is_one_and_reads_its_own_headings() {
        for Ready { name, text, .. } in &READY {
            assert!(ready(name).is_some(), "{name}");
            // Every quoted text of `[columns]` is a heading, or several with signs between them.
            let headings: Vec<&str> = text
                .lines()
                .skip_while(|line| *line != "[columns]")
                .skip(1)
                .take_while(|line| !line.starts_with('['))
                .filter_map(|line| line.split('"').nth(1))
                .flat_map(|heading| heading.split(" + ").flat_map(|part| part.split(" - ")))
                .collect();
            assert_eq!(that_reads(&headings).map(|found| found.0), Some(*name), "{headings:?}");
        }
        assert!(ready("nobody").is_none());
    }
}
