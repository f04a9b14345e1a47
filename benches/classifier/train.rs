//! Learning what each mark speaks for: multinomial logistic regression, by steps down the slope.

use std::collections::HashMap;

use daybook::event::Category;
use daybook::feed::{Classifier, Row};

use super::samples::Sample;

const CLASSES: usize = Category::ALL.len();

/// A mark in fewer samples than this says too little.
const LEAST: usize = 3;

/// How often everything is gone through.
const ROUNDS: u16 = 20;

/// How fast weights are forgotten that nothing speaks for.
const FORGETTING: f32 = 4e-6;

/// A sample by the places of its marks.
struct Lesson {
    shares: Vec<(usize, f32)>,
    class: usize,
    weight: f32,
}

/// Marks with their rarity, and no weight yet.
fn vocabulary(samples: &[Sample]) -> HashMap<u32, Row> {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for (mark, _) in samples.iter().flat_map(|sample| sample.marks.iter()) {
        *counts.entry(mark).or_default() += 1;
    }
    let rarity = |count: usize| ((1.0 + samples.len() as f32) / (1.0 + count as f32)).ln() + 1.0;
    let common = counts.into_iter().filter(|(_, count)| *count >= LEAST);
    common.map(|(mark, count)| (mark, Row { rarity: rarity(count), ..Row::default() })).collect()
}

/// A model of the `kept` marks that say most.
pub(crate) fn train(samples: &[Sample], kept: usize) -> Classifier {
    let (rows, _) = fit(samples, &vocabulary(samples));
    let mut rows: Vec<_> = rows.into_iter().collect();
    let worth = |row: &Row| row.weights.iter().map(|weight| weight.abs()).fold(0.0, f32::max) * row.rarity;
    rows.sort_by(|(a, x), (b, y)| worth(y).total_cmp(&worth(x)).then(a.cmp(b)));
    rows.truncate(kept);
    // What was left out changes every sample's shares, so the rest learns anew.
    let rows = rows.into_iter().map(|(mark, row)| (mark, Row { rarity: row.rarity, ..Row::default() }));
    let (rows, bias) = fit(samples, &rows.collect());
    Classifier::new(rows, bias)
}

fn fit(samples: &[Sample], rows: &HashMap<u32, Row>) -> (HashMap<u32, Row>, [f32; CLASSES]) {
    let mut marks: Vec<u32> = rows.keys().copied().collect();
    marks.sort_unstable();
    let places: HashMap<u32, usize> = marks.iter().enumerate().map(|(at, mark)| (*mark, at)).collect();
    let blank = Classifier::new(rows.clone(), [0.0; CLASSES]);
    let lesson = |sample: &Sample| Lesson {
        shares: blank.shares(&sample.marks).into_iter().map(|(mark, share)| (places[&mark], share)).collect(),
        class: sample.class,
        weight: sample.weight,
    };
    let lessons: Vec<_> = samples.iter().map(lesson).collect();
    let (weights, bias) = descend(&lessons, marks.len());
    let learned = marks.iter().zip(weights).map(|(mark, weights)| (*mark, Row { weights, ..rows[mark] }));
    (learned.collect(), bias)
}

fn descend(lessons: &[Lesson], marks: usize) -> (Vec<[f32; CLASSES]>, [f32; CLASSES]) {
    let (mut weights, mut bias) = (vec![[0.0_f32; CLASSES]; marks], [0.0_f32; CLASSES]);
    let count = lessons.len();
    // A fixed shuffle: a step that has no factor in common with the number of lessons.
    let step = (count * 2 / 5..count).find(|step| gcd(*step, count) == 1).unwrap();
    for round in 0..ROUNDS {
        let rate = 4.0 / (1.0 + f32::from(round) * 0.4);
        for turn in 0..count {
            learn(&mut weights, &mut bias, &lessons[turn * step % count], rate);
        }
        let shrink = 1.0 - (rate * FORGETTING * count as f32).min(0.5);
        for weight in weights.iter_mut().flatten() {
            *weight *= shrink;
        }
    }
    (weights, bias)
}

fn learn(weights: &mut [[f32; CLASSES]], bias: &mut [f32; CLASSES], lesson: &Lesson, rate: f32) {
    let mut scores = *bias;
    for (place, share) in &lesson.shares {
        for (score, weight) in scores.iter_mut().zip(weights[*place]) {
            *score += weight * share;
        }
    }
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - most).exp());
    let sum: f32 = powers.iter().sum();
    for class in 0..CLASSES {
        let wanted = if class == lesson.class { 1.0 } else { 0.0 };
        let error = rate * lesson.weight * (wanted - powers[class] / sum);
        bias[class] += error * 0.02;
        for (place, share) in &lesson.shares {
            weights[*place][class] += error * share;
        }
    }
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
