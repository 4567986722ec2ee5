//! Stretches of time as people type them.

/// From–to in minutes after midnight, as in `7:30-15:30`, `07.30 – 15.30`, `7-15` or `0730-1530`.
/// Both are at most 24:00 (a break may start then); the end may lie before the start: after midnight.
pub(super) fn stretch(text: &str) -> Option<(u32, u32)> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '*')
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '−' => '-',
            '.' => ':',
            other => other,
        })
        .collect();
    let (from, to) = plain.split_once('-')?;
    let (from, to) = (clock(from)?, clock(to)?);
    (from != to).then_some((from, to))
}

fn clock(text: &str) -> Option<u32> {
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return None;
    }
    let (hours, minutes) = match (text.split_once(':'), text.len()) {
        (Some((hours, minutes)), _) if minutes.len() == 2 => (hours, minutes),
        (None, 1 | 2) => (text, "00"),
        (None, 3 | 4) => text.split_at(text.len() - 2),
        _ => return None,
    };
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let all = hours * 60 + minutes;
    (minutes < 60 && all <= 1440).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_read_as_people_type_them() {
        for text in ["07:30-15:30", "7:30-15:30", " 7.30 – 15.30 ", "0730-1530", "7:30—15:30*"]
        {
            assert_eq!(stretch(text), Some((450, 930)), "{text}");
        }
        assert_eq!(stretch("7-15"), Some((420, 900)));
        assert_eq!(stretch("22:00-06:00"), Some((1320, 360)));
        assert_eq!(stretch("16:00-24:00"), Some((960, 1440)));
        assert_eq!(stretch("24:00-00:15"), Some((1440, 15)));
        for text in [
            "",
            "N",
            "-",
            "7:30",
            "7:30-",
            "7:3-15:30",
            "24:01-8:00",
            "8-8",
            "7:60-15:30",
            "9-25",
            "7:30-15:30-16:00",
            "99999999999-1",
            "ż-8",
            "8:00:00-9",
        ] {
            assert_eq!(stretch(text), None, "{text}");
        }
    }
}
