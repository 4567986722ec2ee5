//! Bytes as text of a page, denser than base64: thirteen or fourteen bits in two characters (basE91 by J. Henke, with an
//! alphabet that HTML takes as it is). The module of `explore` is a megabyte and a half; a third on top would not fit into a
//! mail as well as a quarter does. `web/page/module.js` reads it back.

/// Characters that stand for the numbers below 91: of the printable ones all but `-`, `<` and `\`.
fn letters() -> impl Iterator<Item = u8> {
    (b'!'..=b'~').filter(|c| !b"-<\\".contains(c))
}

/// The bytes as text.
pub(super) fn text(bytes: &[u8]) -> String {
    let letters: Vec<char> = letters().map(char::from).collect();
    let mut text = String::with_capacity(bytes.len() * 5 / 4);
    let (mut held, mut bits) = (0_u32, 0);
    let put = |text: &mut String, number: u32| text.push(letters[(number % 91) as usize]);
    for byte in bytes {
        held |= u32::from(*byte) << bits;
        bits += 8;
        if bits > 13 {
            // 91² is 89 more than 2¹³: so many numbers can have a bit more.
            let long = held & 8191 < 89;
            let taken = if long { 14 } else { 13 };
            let number = held & ((1 << taken) - 1);
            held >>= taken;
            bits -= taken;
            put(&mut text, number);
            put(&mut text, number / 91);
        }
    }
    if bits > 0 {
        put(&mut text, held);
        if bits > 7 || held > 90 {
            put(&mut text, held / 91);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `module.js` reads it.
    fn read(text: &str) -> Vec<u8> {
        let letters: Vec<u8> = letters().collect();
        let numbers =
            text.bytes().map(|c| letters.iter().position(|own| *own == c).unwrap() as u32);
        let (mut bytes, mut held, mut bits, mut first) = (Vec::new(), 0_u32, 0, None);
        for number in numbers {
            let Some(low) = first.take() else {
                first = Some(number);
                continue;
            };
            let pair = low + 91 * number;
            held |= pair << bits;
            bits += if pair & 8191 < 89 { 14 } else { 13 };
            while bits > 7 {
                bytes.push(held as u8);
                held >>= 8;
                bits -= 8;
            }
        }
        bytes.extend(first.map(|low| (held | low << bits) as u8));
        bytes
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(letters().count(), 91);
        let mut state = 1_u32;
        for length in (0..300).chain([5000]) {
            let byte = |_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            };
            let bytes: Vec<u8> = (0..length).map(byte).collect();
            let text = text(&bytes);
            assert_eq!(read(&text), bytes, "{length}");
            assert!(!text.contains(['<', '\\', '-', ' ']));
            assert!(text.len() <= bytes.len() * 5 / 4 + 2, "{length}");
        }
        for same in [0, 255] {
            assert_eq!(read(&text(&[same; 1000])), [same; 1000]);
        }
    }
}
