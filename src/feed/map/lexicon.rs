//! Words of many languages by which texts and articles are told apart: `lexicon.txt`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold;

/// The words of the file, folded.
pub(super) struct Lexicon {
    /// Beginnings of descriptions, by the name of their section, in the order of the file.
    pub(super) sorts: Vec<(&'static str, Vec<String>)>,
    /// What people are.
    pub(super) human: HashSet<String>,
    /// Beginnings of words for a picture beside the entry.
    pub(super) pictured: Vec<String>,
}

/// The words, read once.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| read(include_str!("lexicon.txt")));

fn read(text: &'static str) -> Lexicon {
    let mut sections: Vec<(&'static str, Vec<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            sections.push((name, vec![]));
        } else if let Some((_, section)) = sections.last_mut() {
            section.extend(line.split(',').map(|word| fold(word.trim())).filter(|word| !word.is_empty()));
        }
    }
    let mut take = |name: &str| {
        let at = sections.iter().position(|(section, _)| *section == name);
        at.map(|at| sections.remove(at).1).unwrap_or_default()
    };
    let (human, pictured) = (take("human").into_iter().collect(), take("pictured"));
    Lexicon { sorts: sections, human, pictured }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_file_is_read() {
        let names: Vec<_> = LEXICON.sorts.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["date", "list", "country", "place", "concept"]);
        assert!(LEXICON.sorts.iter().all(|(_, words)| words.len() > 5));
        assert!(LEXICON.human.contains("politician") && LEXICON.pictured.contains(&"pictur".to_owned()));
    }
}
