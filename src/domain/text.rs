//! What text may hold that was written by others.

/// Characters that are not seen themselves and change how others are: control characters, of a terminal
/// too, and the marks that turn the direction of writing (Unicode Bidirectional Algorithm, UAX 9).
pub fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

/// Text with a space in the place of each hidden character.
pub fn visible(text: &str) -> String {
    text.replace(is_hidden, " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_direction_are_hidden_and_letters_of_any_script_are_not() {
        assert!("\u{1b}\u{202e}\u{2066}\u{200f}\u{7f}".chars().all(is_hidden));
        assert!(!"Żółć שלום ع 7-=+@ \u{a0}".chars().any(is_hidden));
        assert_eq!(visible("a\u{1b}[31mb\u{202e}c\n"), "a [31mb c ");
    }
}
