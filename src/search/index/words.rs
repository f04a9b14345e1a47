//! How a text is cut into words: lower case, without accents, and for the stemmed fields without English endings.

use frostem::{Algorithm, Stemmer};
use tantivy::tokenizer::{
    AsciiFoldingFilter, LowerCaser, RemoveLongFilter, TextAnalyzer, Token, TokenFilter, TokenStream,
    Tokenizer, TokenizerManager,
};

/// The name of the words as they are written.
pub(in super::super) const PLAIN: &str = "plain";

/// The name of the words without their endings.
pub(in super::super) const STEMMED: &str = "stemmed";

/// A longer word is no word: an address, or somebody's cat on the keyboard. In bytes.
const LONGEST: usize = 40;

/// Both ways of cutting a text, for an index.
pub(in super::super) fn tokenizers() -> TokenizerManager {
    let known = TokenizerManager::default();
    known.register(PLAIN, plain());
    known.register(STEMMED, stemmed());
    known
}

/// The words of a text as they are written, folded.
pub(in super::super) fn plain_words(text: &str) -> Vec<String> {
    cut(&mut plain(), text)
}

/// The words of a text without their endings.
pub(in super::super) fn stemmed_words(text: &str) -> Vec<String> {
    cut(&mut stemmed(), text)
}

fn cut(analyzer: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut words = Vec::new();
    analyzer.token_stream(text).process(&mut |token| words.push(token.text.clone()));
    words
}

fn plain() -> TextAnalyzer {
    let words = TextAnalyzer::builder(Words::default()).filter(RemoveLongFilter::limit(LONGEST));
    words.filter(LowerCaser).filter(AsciiFoldingFilter).build()
}

fn stemmed() -> TextAnalyzer {
    let words = TextAnalyzer::builder(Words::default()).filter(RemoveLongFilter::limit(LONGEST));
    words.filter(LowerCaser).filter(AsciiFoldingFilter).filter(Endings).build()
}

/// Cuts at whatever is no letter or digit. `U.S.` is one word, `5,000` too, `Hitler's` is `Hitler`, and each Chinese or
/// Japanese character is a word, since nothing stands between them.
#[derive(Clone, Default)]
struct Words {
    token: Token,
}

struct WordStream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        let rest = &self.text[self.at..];
        let Some(start) = rest.find(char::is_alphanumeric).map(|start| self.at + start) else { return false };
        let (end, after) = word_end(&self.text[start..]);
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = start;
        self.token.offset_to = start + end;
        let word = &self.text[start..start + end];
        self.token.text.extend(word.chars().filter(|c| c.is_alphanumeric()));
        self.at = start + after;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Where the word ends that the text begins with, and where to go on.
fn word_end(text: &str) -> (usize, usize) {
    let first = text.chars().next().map_or(0, char::len_utf8);
    if text.chars().next().is_some_and(stands_alone) {
        return (first, first);
    }
    if let Some(end) = initials_end(text) {
        return (end, end);
    }
    let stops = |(_, c): &(usize, char)| !c.is_alphanumeric() || stands_alone(*c);
    let end = text.char_indices().find(stops).map_or(text.len(), |(at, _)| at);
    let rest = &text[end..];
    let possessive = ["'s", "’s", "'S", "’S"].into_iter().find(|ending| {
        rest.strip_prefix(ending).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    });
    if let Some(ending) = possessive {
        return (end, end + ending.len());
    }
    let thousands = thousands_end(text, end);
    (thousands, thousands)
}

/// The end of `U.S.` or `J.R.R.`: letters with a full stop after each, at least two.
fn initials_end(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut count = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next_if(|(_, c)| c.is_alphabetic()) {
        let Some((stop, _)) = chars.next_if(|(_, c)| *c == '.') else {
            // A last letter without its stop belongs to them (U.S), a word does not.
            let is_alone = chars.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
            return (count > 0 && is_alone).then_some(end + c.len_utf8());
        };
        (end, count) = (stop + 1, count + 1);
    }
    (count > 1).then_some(end)
}

/// The end of a number with commas between its thousands.
fn thousands_end(text: &str, end: usize) -> usize {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut end = end;
    while is_number(&text[..end].replace(',', "")) {
        let Some(group) = text[end..].strip_prefix(',').and_then(|rest| rest.get(..3)) else { break };
        let next = text[end + 4..].chars().next();
        if !is_number(group) || next.is_some_and(|c| c.is_ascii_digit()) {
            break;
        }
        end += 4;
    }
    end
}

/// Han, kana.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Takes the English endings off.
#[derive(Clone)]
struct Endings;

#[derive(Clone)]
struct Bare<T>(T);

struct BareStream<T> {
    words: T,
    stemmer: Stemmer,
}

impl TokenFilter for Endings {
    type Tokenizer<T: Tokenizer> = Bare<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Bare<T> {
        Bare(tokenizer)
    }
}

impl<T: Tokenizer> Tokenizer for Bare<T> {
    type TokenStream<'a> = BareStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        BareStream { words: self.0.token_stream(text), stemmer: Stemmer::new(Algorithm::English) }
    }
}

impl<T: TokenStream> TokenStream for BareStream<T> {
    fn advance(&mut self) -> bool {
        if !self.words.advance() {
            return false;
        }
        let token = self.words.token_mut();
        let stem = self.stemmer.stem(&token.text);
        if *stem != token.text {
            token.text = stem.into_owned();
        }
        true
    }

    fn token(&self) -> &Token {
        self.words.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.words.token_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_cut_as_people_look_for_them() {
        for (text, words) in [
            ("Jean Jaurès", "jean jaures"),
            ("The U.S. Army, the U.N.", "the us army the un"),
            ("U.S", "us"),
            ("J.R.R. Tolkien", "jrr tolkien"),
            ("Dr. No. It ended.", "dr no it ended"),
            ("5,000 men, 1,234,567 and 3,12", "5000 men 1234567 and 3 12"),
            ("Hitler’s and O'Brien's", "hitler and o brien"),
            ("Łódź, Straße", "lodz strasse"),
            ("南京 1937", "南 京 1937"),
            ("… — !", ""),
        ] {
            assert_eq!(plain_words(text).join(" "), words, "{text}");
        }
    }

    #[test]
    fn endings_come_off() {
        assert_eq!(stemmed_words("Landings on the moons"), ["land", "on", "the", "moon"]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_cutter(text in "\\PC{0,80}|[A-Za-z.,'’0-9 ]{0,40}") {
            stemmed_words(&text);
        }
    }
}
