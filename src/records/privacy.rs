//! Callers' numbers, turned into salted hashes the moment they are read.
//!
//! The hash is the first 64 bits of SHA-256 over a secret salt of 256 bits and the number in its plain
//! form. Telephone numbers are few (a billion), so an unsalted hash could be undone by trying them all;
//! the salt is drawn from the operating system anew for every reading, lives in memory only and is
//! never written, so that not even whoever holds an output can try. Hashes serve to tell that two
//! calls of one reading come from the same caller, and no other purpose: their values are random and
//! must not decide the order or content of any result.

use crate::domain::text::{is_hidden, visible};
use sha2::{Digest, Sha256};
use std::fmt;

/// The secret of one reading.
#[derive(Clone)]
pub struct Salt([u8; 32]);

impl Salt {
    /// A salt from the operating system's source of randomness.
    ///
    /// # Errors
    /// The system's reason, where it has no randomness to give.
    #[cfg(not(target_family = "wasm"))]
    pub fn random() -> Result<Self, String> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
        Ok(Self(bytes))
    }

    /// A given salt: for tests, and for a shell that has another source of randomness.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash of a caller's number; `None` where the text names nobody.
    ///
    /// Spaces, dashes, brackets and dots do not count, nor does a name before a number in `<>`, nor
    /// Poland's prefix (`+48`, `0048`, or `48` before nine digits). An identifier with letters, such as
    /// a customer's, is taken as it is.
    pub fn caller(&self, number: &str) -> Option<u64> {
        let plain = plain(number)?;
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(plain.as_bytes());
        let digest = hasher.finalize();
        Some(digest.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}

/// Words that systems write where a number is withheld.
const NOBODY: [&str; 9] = [
    "anonymous",
    "unknown",
    "private",
    "restricted",
    "withheld",
    "unavailable",
    "zastrzeżony",
    "nieznany",
    "none",
];

/// A number without what different systems write around it.
fn plain(number: &str) -> Option<String> {
    let inner = match (number.rfind('<'), number.rfind('>')) {
        (Some(open), Some(close)) if open < close => &number[open + 1..close],
        _ => number,
    };
    let inner = inner.trim();
    if inner.chars().any(char::is_alphabetic) {
        let word = inner.to_lowercase();
        return (!NOBODY.contains(&word.as_str())).then_some(word);
    }
    let digits: String = inner.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("0048").filter(|rest| rest.len() == 9);
    let national = national.or(digits.strip_prefix("48").filter(|rest| rest.len() == 9));
    let plain = national.unwrap_or(&digits);
    (!plain.is_empty()).then(|| plain.to_owned())
}

/// Digits in a run from which it may be a telephone number.
const NUMBER_DIGITS: usize = 7;

/// Whether a mark may stand between the digits of one number: a blank or a dash of any kind, what people write
/// around the code of an area, and characters that are not seen.
fn between(c: char) -> bool {
    let dash =
        matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}');
    let unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    c.is_whitespace() || dash || unseen || is_hidden(c) || "-.()/+_,;:·*'".contains(c)
}

/// A text of a record as it may be shown: every run of seven digits or more, of any script and however it is
/// grouped, is masked, and characters that are not seen are left out.
pub(super) fn shown(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let run = run_length(&letters[at..]);
        let digits = letters[at..at + run].iter().filter(|c| c.is_numeric()).count();
        if digits >= NUMBER_DIGITS {
            masked.push_str("***");
            at += run;
        } else {
            let step = run.max(1);
            masked.extend(&letters[at..at + step]);
            at += step;
        }
    }
    visible(&masked)
}

/// Length of the run of digits, with marks between them, that the letters begin with.
fn run_length(letters: &[char]) -> usize {
    let (mut end, mut at) = (0, 0);
    while at < letters.len() && (letters[at].is_numeric() || at > 0 && between(letters[at])) {
        at += 1;
        if letters[at - 1].is_numeric() {
            end = at;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_hash_however_it_is_written() {
        let salt = Salt::from_bytes([7; 32]);
        let hash = salt.caller("600100200");
        assert!(hash.is_some());
        for same in [
            "+48 600 100 200",
            "0048600100200",
            "48600100200",
            "600-100-200",
            "\"Ann\" <600100200>",
        ] {
            assert_eq!(salt.caller(same), hash, "{same}");
        }
        for other in ["600100201", "4860010020", "k-600100200", "600100200 ext"] {
            assert_ne!(salt.caller(other), hash, "{other}");
        }
        for nobody in ["", " - ", "Anonymous", "zastrzeżony", "<>"] {
            assert_eq!(salt.caller(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn a_number_is_masked_wherever_it_stands() {
        for (text, masked) in [
            ("help", "help"),
            ("Q 12, hall 3456", "Q 12, hall 3456"),
            ("Ann 600100200", "Ann ***"),
            ("Ann (600) 100-200 home", "Ann (*** home"),
            ("+48 600 100 200", "+***"),
            ("a٦٠٠١٠٠٢٠٠b", "a***b"),
            ("6001002", "***"),
            ("600\u{2013}100\u{2011}200", "***"),
            ("6\u{200b}0\u{ad}0\t1_0,0;2:0·0", "***"),
            ("６００ １００ ２００", "***"),
            ("六00100", "六00100"),
            ("a\u{1b}b", "a b"),
            ("600100", "600100"),
        ] {
            assert_eq!(shown(text), masked, "{text}");
        }
    }

    #[test]
    fn another_salt_gives_another_hash() {
        let number = "600100200";
        let (one, two) = (Salt::random().unwrap(), Salt::random().unwrap());
        assert_ne!(one.caller(number), two.caller(number));
        // SHA-256 of 32 zero bytes and "1", recomputed with Python's hashlib.
        let known = Salt::from_bytes([0; 32]).caller("1").unwrap();
        assert_eq!(format!("{known:016x}"), "4e77cf06eac5cff3");
        assert_eq!(format!("{one:?}"), "Salt(…)");
    }
}
