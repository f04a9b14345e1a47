//! The category of an entry that carries none.
//!
//! A linear model over the words of the entry and of its topic's article, trained from the almanac's own labels by
//! `cargo bench --bench classifier -- --write`, which also measures it on days that it was not trained on. It knows
//! English alone. Where it is not sure it says nothing: no category is better than a wrong one.

use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::DeflateDecoder;

use super::map::{fold, words};
use crate::event::{Category, Language};

/// What `cargo bench --bench classifier -- --write` wrote: for each category a bias and a scale as four bytes each,
/// then a byte for each bucket and category; all of it deflated.
static MODEL: &[u8] = include_bytes!("../../data/feed/categories.bin");

/// Categories.
const CLASSES: usize = Category::ALL.len();

/// Words and pairs of words are sorted into so many buckets.
const BUCKETS: usize = 1 << 15;

/// Letters by which a word is known: a crude way to leave its ending out.
const STEM: usize = 7;

/// Words that say nothing about what an entry is about.
const EMPTY_WORDS: &[&str] = &[
    "the", "and", "was", "were", "for", "that", "with", "from", "had", "his", "her", "its", "their", "who",
    "which", "this", "but", "not", "after", "when", "where", "then", "than", "into", "been", "has", "have",
    "they", "them", "him", "she", "are", "one", "two", "all", "more",
];

/// Less sure than this, and nothing is said.
pub const SURE: f32 = 0.6;

/// Sorts entries into categories.
#[derive(Clone, Debug)]
pub struct Classifier {
    /// For each bucket, what it speaks for.
    weights: Vec<[f32; CLASSES]>,
    bias: [f32; CLASSES],
}

/// What an entry is likely to be about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// The likeliest category.
    pub category: Category,
    /// How likely it is, from 0 to 1.
    pub certainty: f32,
}

/// The words of an entry: buckets, and how much each weighs.
pub type Features = Vec<(usize, f32)>;

impl Classifier {
    /// The one that is built into the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Classifier> =
            LazyLock::new(|| Classifier::read(MODEL).unwrap_or_else(Classifier::blank));
        &EMBEDDED
    }

    /// One that knows nothing yet.
    #[must_use]
    pub fn blank() -> Self {
        Self { weights: vec![[0.0; CLASSES]; BUCKETS], bias: [0.0; CLASSES] }
    }

    /// The category of an entry in that language with that text, and the words of its topic's article (title, description
    /// and beginning); none if it cannot be told for sure.
    pub(super) fn guess(
        &self,
        language: Language,
        text: &str,
        topic: Option<(&str, &str, &str)>,
    ) -> Option<Category> {
        if language != Language::En {
            return None;
        }
        let (title, description, extract) = topic.unwrap_or_default();
        let guess = self.classify(&Self::features(&[text, title, description], extract));
        (guess.certainty >= SURE).then_some(guess.category)
    }

    /// What speaks for what: the words of `texts` count in full, those of the longer `story` less.
    #[must_use]
    pub fn features(texts: &[&str], story: &str) -> Features {
        let mut found = std::collections::BTreeMap::new();
        for (text, weight) in texts.iter().map(|text| (*text, 1.0)).chain([(story, 0.5)]) {
            let folded = fold(text);
            let stems: Vec<String> = words(&folded).filter(|word| is_telling(word)).map(stem).collect();
            let pairs = stems.windows(2).map(|pair| pair.join(" "));
            for feature in stems.iter().cloned().chain(pairs) {
                let value = found.entry(bucket(&feature)).or_insert(0.0_f32);
                *value = value.max(weight);
            }
        }
        let length = found.values().map(|value| value * value).sum::<f32>().sqrt().max(1.0);
        found.into_iter().map(|(bucket, value)| (bucket, value / length)).collect()
    }

    /// How likely each category is.
    #[must_use]
    pub fn likelihoods(&self, features: &Features) -> [f32; CLASSES] {
        let mut scores = self.bias;
        for (bucket, value) in features {
            for (score, weight) in scores.iter_mut().zip(self.weights[*bucket]) {
                *score += weight * value;
            }
        }
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let powers = scores.map(|score| (score - most).exp());
        let sum: f32 = powers.iter().sum();
        powers.map(|power| power / sum)
    }

    /// The likeliest category.
    #[must_use]
    pub fn classify(&self, features: &Features) -> Guess {
        let likely = self.likelihoods(features);
        let best = Category::ALL.into_iter().zip(likely);
        let (category, certainty) =
            best.fold((Category::ALL[0], f32::MIN), |best, next| if next.1 > best.1 { next } else { best });
        Guess { category, certainty }
    }

    /// Learns that `features` are of the category number `class`, as much as `rate` says.
    pub fn learn(&mut self, features: &Features, class: usize, rate: f32, forgetting: f32) {
        let likely = self.likelihoods(features);
        for (other, likelihood) in likely.into_iter().enumerate() {
            let error = if other == class { 1.0 - likelihood } else { -likelihood };
            self.bias[other] += rate * error * 0.1;
            for (bucket, value) in features {
                let weight = &mut self.weights[*bucket][other];
                *weight += rate * (error * value - forgetting * *weight);
            }
        }
    }

    /// The model as it is written, before it is deflated.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let most =
            |class: usize| self.weights.iter().map(|weights| weights[class].abs()).fold(1e-6, f32::max);
        let mut bytes = Vec::with_capacity(CLASSES * (8 + BUCKETS));
        for class in 0..CLASSES {
            bytes.extend(self.bias[class].to_le_bytes());
            bytes.extend((most(class) / 127.0).to_le_bytes());
        }
        for class in 0..CLASSES {
            let scale = most(class) / 127.0;
            bytes.extend(self.weights.iter().map(|weights| quantised(weights[class] / scale)));
        }
        bytes
    }

    fn read(deflated: &[u8]) -> Option<Self> {
        let mut bytes = Vec::with_capacity(CLASSES * (8 + BUCKETS));
        DeflateDecoder::new(deflated).read_to_end(&mut bytes).ok()?;
        Self::from_bytes(&bytes)
    }

    /// A model that was written; nothing if it is of another size.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, body) = bytes.split_at_checked(CLASSES * 8)?;
        if body.len() != CLASSES * BUCKETS {
            return None;
        }
        let number = |at: usize| head.get(at..at + 4)?.try_into().ok().map(f32::from_le_bytes);
        let mut model = Self::blank();
        for (class, row) in body.chunks(BUCKETS).enumerate() {
            model.bias[class] = number(class * 8)?;
            let scale = number(class * 8 + 4)?;
            for (weights, byte) in model.weights.iter_mut().zip(row) {
                weights[class] = f32::from(byte.cast_signed()) * scale;
            }
        }
        Some(model)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is between -127 and 127")]
fn quantised(weight: f32) -> u8 {
    (weight.round().clamp(-127.0, 127.0) as i8).cast_unsigned()
}

fn is_telling(word: &str) -> bool {
    word.len() > 2 && !word.starts_with(|c: char| c.is_ascii_digit()) && !EMPTY_WORDS.contains(&word)
}

fn stem(word: &str) -> String {
    word.chars().take(STEM).collect()
}

/// FNV-1a: the same in every version of the standard library.
fn bucket(feature: &str) -> usize {
    let hash = feature
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_sorted_and_what_is_not_is_left_open() {
        let model = Classifier::embedded();
        let guess = |text: &str| model.guess(Language::En, text, None);
        assert_eq!(
            guess("A magnitude 7.8 earthquake strikes the coast and kills thousands"),
            Some(Category::Nature)
        );
        assert_eq!(
            guess("The army defeats the enemy at the Battle of Example; the siege ends"),
            Some(Category::War)
        );
        assert_eq!(
            guess("Astronomers launch a space telescope to study the planets"),
            Some(Category::Science)
        );
        assert_eq!(guess("Xyzzy plugh"), None);
        assert_eq!(model.guess(Language::De, "Die Schlacht endet mit einem Sieg der Armee", None), None);
    }

    #[test]
    fn a_model_is_read_back_from_how_it_is_written() {
        let mut model = Classifier::blank();
        let features = Classifier::features(&["Battle of somewhere"], "");
        for _ in 0..50 {
            model.learn(&features, 1, 1.0, 0.0);
        }
        let read = Classifier::from_bytes(&model.to_bytes()).unwrap();
        assert_eq!(read.classify(&features).category, Category::War);
        assert!(Classifier::from_bytes(b"short").is_none());
    }
}
