//! The year of an entry, as it is meant.

use super::fold;
use crate::event::{Language, Year};
use crate::feed::wire::Entry;

/// No entry is farther from us than this; what is, was misread.
const FARTHEST: i32 = 9999;

/// How Czech writes "BC", folded.
const CZECH_BC: &str = "pr. n. l.";

/// The year of `entry`; none where it says none, or year 0.
pub(super) fn year(entry: &Entry, language: Language) -> Option<Year> {
    let number = entry.year?;
    if number == i32::MIN || number.abs() > FARTHEST {
        return None;
    }
    let number = if language == Language::Cs { czech(number, entry) } else { number };
    Year::new(number).ok()
}

/// In Czech the feed mistakes "n. l." (AD) for the sign of BC, and passes over "př. n. l." (BC). So the sign is taken
/// from what the entry and its articles say.
fn czech(number: i32, entry: &Entry) -> i32 {
    let says_bc = |text: &str| {
        let folded = fold(text).replace('\u{a0}', " ");
        folded.contains(CZECH_BC) && mentions(&folded, number.abs())
    };
    let articles = entry.articles.iter();
    let is_bc = says_bc(&entry.text)
        || articles.into_iter().any(|article| {
            says_bc(&article.title) || says_bc(&article.description) || says_bc(&article.extract)
        });
    if is_bc { -number.abs() } else { number.abs() }
}

/// Whether the text says that this year was BC: the number, perhaps another after a dash, then the sign.
fn mentions(folded: &str, number: i32) -> bool {
    let number = number.to_string();
    folded.match_indices(&number).any(|(at, _)| {
        let is_whole = !folded[..at].ends_with(|c: char| c.is_ascii_digit());
        let rest = &folded[at + number.len()..];
        let rest =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '–' | '-' | '.'));
        is_whole && rest.starts_with(CZECH_BC)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::wire::Article;

    fn read(number: i32, language: Language, text: &str, extract: &str) -> Option<i32> {
        let article = Article { title: "Title".into(), extract: extract.into(), ..Article::default() };
        let entry = Entry { text: text.into(), year: Some(number), articles: vec![article] };
        year(&entry, language).map(Year::number)
    }

    #[test]
    fn there_is_no_year_zero_and_none_beyond_the_calendar() {
        assert_eq!(read(-44, Language::En, "", ""), Some(-44));
        for number in [0, 10_000, i32::MIN, i32::MAX] {
            assert_eq!(read(number, Language::En, "", ""), None);
        }
        assert_eq!(year(&Entry::default(), Language::En), None);
    }

    #[test]
    fn the_czech_sign_is_taken_from_the_text() {
        assert_eq!(
            read(-14, Language::Cs, "zemřel císař Augustus", "Augustus (63 př. n. l. – 14 n. l.)"),
            Some(14)
        );
        assert_eq!(
            read(44, Language::Cs, "zavražděn Caesar", "Caesar (100 př. n. l. – 44 př. n. l.)"),
            Some(-44)
        );
        assert_eq!(read(44, Language::Cs, "zavražděn Caesar", "Caesar (100–44 př. n. l.)"), Some(-44));
        assert_eq!(read(1918, Language::Cs, "vznik republiky", "Od roku 500 př. n. l."), Some(1918));
    }
}
