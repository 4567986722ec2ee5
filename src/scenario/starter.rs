//! The scenario that `obsada new` writes.

/// A small, commented scenario that is valid as it stands.
pub const STARTER: &str = include_str!("starter.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_has_no_problems() {
        let read_csv = |_: &str| Err("no demand file".into());
        let scenario =
            crate::scenario::validate::parse(STARTER, "starter.toml", &read_csv).unwrap();
        assert_eq!(scenario.lines.len(), 1);
        assert_eq!(scenario.lines[0].candidates.len(), 3);
        assert_eq!(scenario.groups[0].contracts.len(), 2);
        let unmarked = scenario.assumptions.iter().filter(|a| a.note.is_none()).count();
        assert_eq!(unmarked, 0, "{:#?}", scenario.assumptions);
    }
}
