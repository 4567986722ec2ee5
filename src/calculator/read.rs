//! Values as people write them: `80%`, `3m`, `1m 30s`.

/// A number; `None` for anything else, infinities included.
pub fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

/// A share: `0.8` or `80%`.
pub fn share(text: &str) -> Option<f64> {
    match text.trim().strip_suffix('%') {
        Some(percent) => Some(number(percent)? / 100.0),
        None => number(text),
    }
}

/// A length of time in seconds: a bare number of seconds, or numbers with `h`, `m`, `min` and `s`, the larger
/// units first.
pub fn seconds(text: &str) -> Option<f64> {
    if let Some(value) = number(text) {
        return Some(value);
    }
    let (mut total, mut above, mut rest) = (0.0, f64::INFINITY, text.trim());
    while !rest.is_empty() {
        let (amount, tail) = rest.split_at(rest.find(char::is_alphabetic)?);
        let (unit, tail) =
            tail.split_at(tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len()));
        let length = match unit {
            "h" => 3600.0,
            "m" | "min" => 60.0,
            "s" => 1.0,
            _ => return None,
        };
        if length >= above {
            return None;
        }
        total += length * number(amount).filter(|amount| *amount >= 0.0)?;
        (above, rest) = (length, tail.trim_start());
    }
    Some(total).filter(|_| above.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_lengths_of_time() {
        assert_eq!((share("80%"), share("0.8"), share("8 0%")), (Some(0.8), Some(0.8), None));
        for (text, value) in [
            ("180", Some(180.0)),
            ("3m", Some(180.0)),
            ("1h 2m 3s", Some(3723.0)),
            ("1.5 min", Some(90.0)),
            ("-5", Some(-5.0)),
            ("", None),
            ("m", None),
            ("3 weeks", None),
            ("5s 1m", None),
            ("-3m", None),
            ("inf", None),
        ] {
            assert_eq!(seconds(text), value, "{text}");
        }
    }
}
