//! Texts brought down to what two spellings of the same words share: no case, no accents, no
//! punctuation. For ids and for comparing texts, never for showing.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents; letters that do not come apart (ø, ß, ł) by their usual stand-ins.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match stand_in(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    plain
}

fn stand_in(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ə' => "e",
        'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' => "'",
        _ => return None,
    })
}

/// The words of a text, plain, in order. An apostrophe parts words, as a hyphen does.
pub(super) fn words(plain: &str) -> impl Iterator<Item = &str> {
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same_name_become_one() {
        for (text, expected) in [
            ("São Paulo", "sao paulo"),
            ("Łódź", "lodz"),
            ("Reykjavík, ÞINGVELLIR", "reykjavik, thingvellir"),
            ("İstanbul", "istanbul"),
            ("Straße", "strasse"),
            ("Nguyễn", "nguyen"),
            ("Haʻapai", "ha'apai"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn words_are_parted_by_whatever_is_not_a_letter_or_digit() {
        let words: Vec<_> = words("o'brien's 5,000 well-known “men”").collect();
        assert_eq!(words, ["o", "brien", "s", "5", "000", "well", "known", "men"]);
    }
}
