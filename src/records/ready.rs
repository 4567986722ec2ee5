//! Ready mappings for the exports of common systems, by name.
//!
//! They follow the headings that the systems' makers document. Columns that an export lacks are left out, as
//! long as it has those without which nothing can be read.

/// A ready mapping.
pub(super) struct Ready {
    pub name: &'static str,
    /// What it reads, for people.
    pub title: &'static str,
    pub text: &'static str,
}

/// Every ready mapping, in the order in which headings are tried.
pub(super) const READY: [Ready; 7] = [
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

/// Names of the ready mappings.
pub(super) fn names() -> Vec<&'static str> {
    READY.iter().map(|ready| ready.name).collect()
}
