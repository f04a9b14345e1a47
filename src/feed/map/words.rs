//! Texts brought down to what two spellings of the same words share.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The words of a folded text, in order. An apostrophe parts words, as a hyphen does.
pub fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether two folded words are the same but for their endings, as languages bend them.
pub(super) fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a_long, b_long) = (a.chars().count(), b.chars().count());
    let shorter = a_long.min(b_long);
    // Words of few letters, and numbers, have to be the same.
    if shorter < 4 || a_long.abs_diff(b_long) > 3 || a.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    shared >= 4.max(shorter.saturating_sub(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_alike_whatever_their_endings() {
        for (a, b) in [
            ("nazism", "nazis"),
            ("battle", "battle"),
            ("presidente", "presidenta"),
            ("revolution", "revolutions"),
        ] {
            assert!(alike(a, b), "{a} {b}");
        }
        for (a, b) in [("1969", "1968"), ("war", "wars"), ("canada", "cancer")] {
            assert!(!alike(a, b), "{a} {b}");
        }
        assert_eq!(fold("Bełżec ÅNGSTRÖM"), "bełzec angstrom");
    }
}
