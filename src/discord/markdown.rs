//! Text from outside, made harmless for Discord's Markdown; and cut to what fits.

/// Characters that start formatting, mentions or links anywhere in a line.
const SPECIAL: &[char] = &['\\', '*', '_', '~', '`', '|', '<', '>', '[', ']', '#'];

/// Characters that turn the direction of all the text after them, ours included.
const TURNING: std::ops::RangeInclusive<char> = '\u{202a}'..='\u{202e}';

/// The same, by halves.
const ISOLATING: std::ops::RangeInclusive<char> = '\u{2066}'..='\u{2069}';

/// `text` so that Discord shows it as it is: no formatting, no mentions, no links, no headings or lists.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    let (mut at_line_start, mut in_number) = (true, false);
    for (at, c) in text.char_indices().filter(|(_, c)| !TURNING.contains(c) && !ISOLATING.contains(c)) {
        let is_list = (at_line_start && (c == '-' || c == '+')) || (in_number && c == '.');
        let is_link = text[at..].starts_with("://");
        if SPECIAL.contains(&c) || is_list || is_link {
            safe.push('\\');
        }
        safe.push(c);
        in_number = (at_line_start || in_number) && c.is_ascii_digit();
        at_line_start = c == '\n' || (at_line_start && c.is_whitespace());
    }
    safe
}

/// A link, its label escaped; the address is one that was checked when it came in.
pub(super) fn link(label: &str, url: &str) -> String {
    let url: String = url
        .chars()
        .map(|c| match c {
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            c if c.is_whitespace() || c == '<' || c == '>' => String::new(),
            c => c.to_string(),
        })
        .collect();
    format!("[{}]({url})", escape(label))
}

/// How much of a message a text takes: its characters, or more where its letters are wide.
///
/// Discord allows 4,000 characters, and fails above about 10,170 bytes of UTF-8; a weight of
/// 4,000 in all keeps both.
pub(super) fn weight(text: &str) -> usize {
    text.chars().count().max(text.len() * 2 / 5)
}

/// The first words of `text` that weigh at most `most`, with an ellipsis if any are missing.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if weight(text) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        if weight(&kept) + weight(word) + 2 > most {
            break;
        }
        kept.push_str(word);
    }
    if kept.is_empty() {
        kept = text.chars().take(most.saturating_sub(2) / 2).collect();
    }
    let kept = kept.trim_end().trim_end_matches([',', ';', ':', '\\']);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formatting_mentions_and_lists_are_disarmed() {
        assert_eq!(escape("<@&1> *x* [a](b)"), r"\<@&1\> \*x\* \[a\](b)");
        assert_eq!(escape("- no list\n # no heading"), "\\- no list\n \\# no heading");
        assert_eq!(escape("1926-04-24"), "1926-04-24");
        assert_eq!(escape("1926. A year of 1.5"), "1926\\. A year of 1.5");
        assert_eq!(escape("see https://example.org"), "see https\\://example.org");
        assert_eq!(escape("\u{202e}txt\u{2066}"), "txt");
    }

    #[test]
    fn a_link_survives_parentheses_in_its_address() {
        let url = "https://en.wikipedia.org/wiki/Treaty_of_Berlin_(1926)";
        let shown = "[Treaty \\[1\\]](https://en.wikipedia.org/wiki/Treaty_of_Berlin_%281926%29)";
        assert_eq!(link("Treaty [1]", url), shown);
    }

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(shorten("one two three", 13), "one two three");
        assert_eq!(shorten("one two, three", 11), "one two…");
    }

    proptest! {
        #[test]
        fn a_shortened_text_never_weighs_more_than_it_may(text in "\\PC{0,300}", most in 4_usize..200) {
            prop_assert!(weight(&shorten(&text, most)) <= most);
        }
    }
}
