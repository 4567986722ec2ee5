//! Ready mappings for the exports of common systems, by name.
//!
//! They follow the headings that the systems' makers document. Columns that an export lacks are left out, as
//! long as it has those without which nothing can be read.

/// A ready mapping.
pub(super) struct Ready {
    pub name: &'static str,
    pub text: &'static str,
}

/// Every ready mapping, in the order in which headings are tried.
pub(super) const READY: [Ready; 8] = [
    Ready { name: "asterisk-cdr", text: include_str!("ready/asterisk-cdr.toml") },
    Ready { name: "asterisk-master", text: include_str!("ready/asterisk-master.toml") },
    Ready { name: "3cx", text: include_str!("ready/3cx.toml") },
    Ready { name: "genesys-cloud", text: include_str!("ready/genesys-cloud.toml") },
    Ready { name: "avaya-cms", text: include_str!("ready/avaya-cms.toml") },
    Ready { name: "amazon-connect", text: include_str!("ready/amazon-connect.toml") },
    Ready { name: "five9", text: include_str!("ready/five9.toml") },
    Ready { name: "cisco-uccx", text: include_str!("ready/cisco-uccx.toml") },
];

/// Names of the ready mappings.
pub(super) fn names() -> Vec<&'static str> {
    READY.iter().map(|ready| ready.name).collect()
}
