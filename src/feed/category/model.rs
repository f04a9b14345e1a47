//! A linear model: what each mark speaks for.

use std::collections::HashMap;
use std::io::Read as _;

use flate2::read::DeflateDecoder;

use super::Marks;
use crate::event::Category;

/// Categories.
const CLASSES: usize = Category::ALL.len();

/// Steps of a byte that a mark's rarity is written in.
const RARITY_STEPS: f32 = 25.0;

/// What a mark is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Row {
    /// The rarer a mark is, the more it counts: the logarithm of how many texts there are for one that has it.
    pub rarity: f32,
    /// How much it speaks for each category.
    pub weights: [f32; CLASSES],
}

/// Sorts entries into categories. The one by default knows nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classifier {
    rows: HashMap<u32, Row>,
    bias: [f32; CLASSES],
}

/// What an entry is likely to be about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// The likeliest category.
    pub category: Category,
    /// How likely it is, from 0 to 1; 0 where nothing is known at all.
    pub certainty: f32,
}

impl Classifier {
    /// A model of these rows, by the number of their mark, and of what speaks for each category before anything is read.
    #[must_use]
    pub fn new(rows: HashMap<u32, Row>, bias: [f32; CLASSES]) -> Self {
        Self { rows, bias }
    }

    /// The marks that are known here, each with its share of the text. The squares of the shares add up to one.
    #[must_use]
    pub fn shares(&self, marks: &Marks) -> Vec<(u32, f32)> {
        let known = marks.iter().filter_map(|(mark, count)| Some((mark, count, self.rows.get(&mark)?)));
        let mut shares: Vec<_> =
            known.map(|(mark, count, row)| (mark, (1.0 + count.ln()).max(0.3) * row.rarity)).collect();
        let length = shares.iter().map(|(_, share)| share * share).sum::<f32>().sqrt().max(f32::EPSILON);
        for (_, share) in &mut shares {
            *share /= length;
        }
        shares
    }

    /// The likeliest category.
    #[must_use]
    pub fn classify(&self, marks: &Marks) -> Guess {
        let shares = self.shares(marks);
        if shares.is_empty() {
            return Guess { category: Category::ALL[0], certainty: 0.0 };
        }
        let mut scores = self.bias;
        for (mark, share) in shares {
            for (score, weight) in scores.iter_mut().zip(self.rows[&mark].weights) {
                *score += weight * share;
            }
        }
        let best = Category::ALL.into_iter().zip(likelihoods(scores));
        let (category, certainty) =
            best.fold((Category::ALL[0], f32::MIN), |best, next| if next.1 > best.1 { next } else { best });
        Guess { category, certainty }
    }

    /// The model as it is written, before it is deflated: for each category its bias and the unit of its weights, then how
    /// many marks there are, their numbers in order, a byte of rarity for each, and a byte for each category and mark.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort_by_key(|(mark, _)| **mark);
        let most = |class: usize| rows.iter().map(|(_, row)| row.weights[class].abs()).fold(1e-6, f32::max);
        let units: Vec<f32> = (0..CLASSES).map(|class| most(class) / 127.0).collect();
        let mut bytes = Vec::with_capacity(4 + CLASSES * 8 + rows.len() * (5 + CLASSES));
        for (bias, unit) in self.bias.iter().zip(&units) {
            bytes.extend(bias.to_le_bytes());
            bytes.extend(unit.to_le_bytes());
        }
        bytes.extend(u32::try_from(rows.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(rows.iter().flat_map(|(mark, _)| mark.to_le_bytes()));
        bytes.extend(rows.iter().map(|(_, row)| byte_of(row.rarity * RARITY_STEPS)));
        for (class, unit) in units.iter().enumerate() {
            bytes.extend(rows.iter().map(|(_, row)| signed_byte_of(row.weights[class] / unit)));
        }
        bytes
    }

    pub(super) fn read(deflated: &[u8]) -> Option<Self> {
        let mut bytes = Vec::new();
        DeflateDecoder::new(deflated).read_to_end(&mut bytes).ok()?;
        Self::from_bytes(&bytes)
    }

    /// A model that was written; nothing if it is of another form.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(CLASSES * 8)?;
        let head: Vec<f32> = head.chunks_exact(4).map(float).collect();
        let (count, rest) = rest.split_at_checked(4)?;
        let count = usize::try_from(number(count)).ok()?;
        if rest.len() != count.checked_mul(5 + CLASSES)? {
            return None;
        }
        let (marks, rest) = rest.split_at(count * 4);
        let (rarities, weights) = rest.split_at(count);
        let row = |at: usize| {
            let weight =
                |class: usize| f32::from(weights[class * count + at].cast_signed()) * head[class * 2 + 1];
            Row { rarity: f32::from(rarities[at]) / RARITY_STEPS, weights: std::array::from_fn(weight) }
        };
        let rows = marks.chunks_exact(4).enumerate().map(|(at, mark)| (number(mark), row(at))).collect();
        Some(Self { rows, bias: std::array::from_fn(|class| head[class * 2]) })
    }
}

/// How likely each category is by its score; all together are 1.
fn likelihoods(scores: [f32; CLASSES]) -> [f32; CLASSES] {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - most).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn float(bytes: &[u8]) -> f32 {
    f32::from_bits(number(bytes))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and 255")]
fn byte_of(number: f32) -> u8 {
    number.round().clamp(0.0, 255.0) as u8
}

#[expect(clippy::cast_possible_truncation, reason = "it is between -127 and 127")]
fn signed_byte_of(number: f32) -> u8 {
    (number.round().clamp(-127.0, 127.0) as i8).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::super::marks::hash;
    use super::*;

    fn marks(text: &str) -> Marks {
        let mut marks = Marks::default();
        marks.add_text(text, 1.0);
        marks
    }

    fn model() -> Classifier {
        let speaks_for = |class: usize| Row {
            rarity: 4.0,
            weights: std::array::from_fn(|other| if other == class { 5.0 } else { -0.5 }),
        };
        let rows = HashMap::from([(hash("battle"), speaks_for(1)), (hash("pope"), speaks_for(4))]);
        Classifier::new(rows, [0.1; CLASSES])
    }

    #[test]
    fn a_model_is_read_back_from_how_it_is_written() {
        let read = Classifier::from_bytes(&model().to_bytes()).unwrap();
        let guess = read.classify(&marks("Battle of somewhere"));
        assert_eq!(guess.category, Category::War);
        assert!((guess.certainty - model().classify(&marks("Battle of somewhere")).certainty).abs() < 0.01);
        assert_eq!(read.classify(&marks("A pope")).category, Category::Religion);
    }

    #[test]
    fn what_is_not_a_model_is_not_read() {
        let bytes = model().to_bytes();
        assert_eq!(Classifier::from_bytes(b"short"), None);
        assert_eq!(Classifier::from_bytes(&bytes[..bytes.len() - 1]), None);
        let mut huge = bytes;
        huge[CLASSES * 8..CLASSES * 8 + 4].fill(0xff);
        assert_eq!(Classifier::from_bytes(&huge), None);
    }

    #[test]
    fn where_nothing_is_known_nothing_is_certain() {
        let (unknown, empty) =
            (model().classify(&marks("xyzzy")), Classifier::default().classify(&marks("battle")));
        assert!(unknown.certainty == 0.0 && empty.certainty == 0.0);
    }
}
