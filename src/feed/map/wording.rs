//! An entry's text without what belongs to Wikipedia's own page.

use super::fold;
use super::lexicon::LEXICON;

/// Letters in such brackets; what is longer says more than that.
const LONGEST_REMARK: usize = 60;

/// The brackets that texts have.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('（', '）'), ('[', ']')];

/// The text without "(pictured)" and its sisters, with single spaces; its lines are kept.
pub(super) fn clean(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in BRACKETS {
        text = without_remarks(&text, open, close);
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).map(|line| tidy(&line)).collect();
    lines.join("\n")
}

fn without_remarks(text: &str, open: char, close: char) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(from) = rest.find(open) {
        let inside = &rest[from + open.len_utf8()..];
        let Some(to) = inside.find(close) else { break };
        let after = from + open.len_utf8() + to + close.len_utf8();
        if is_remark(&inside[..to]) {
            kept.push_str(rest[..from].trim_end());
        } else {
            kept.push_str(&rest[..after]);
        }
        rest = &rest[after..];
    }
    kept.push_str(rest);
    kept
}

fn is_remark(inside: &str) -> bool {
    if inside.chars().count() > LONGEST_REMARK || inside.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let folded = fold(inside);
    let folded = folded.trim();
    LEXICON.pictured.iter().any(|word| begins_a_word(folded, word))
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// Without the space that a remark left before a sign.
fn tidy(line: &str) -> String {
    [" ,", " .", " ;", " :"]
        .into_iter()
        .fold(line.to_owned(), |line, gap| line.replace(gap, gap.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_about_a_picture_go_in_every_language() {
        for (text, expected) in [
            ("Raúl Alfonsín (pictured) being elected.", "Raúl Alfonsín being elected."),
            (
                "outside the Washington Hilton (immediate aftermath pictured).",
                "outside the Washington Hilton.",
            ),
            ("The Kepler space telescope (depicted), designed", "The Kepler space telescope, designed"),
            ("Der Vertrag (Bild) wird unterzeichnet.", "Der Vertrag wird unterzeichnet."),
            ("O navio (imagem) parte.", "O navio parte."),
            ("основан город (на иллюстрации)", "основан город"),
            ("засновано місто (на зображенні)", "засновано місто"),
            ("وقعت المعركة (في الصورة)", "وقعت المعركة"),
            ("Karl XII (på bilden) dör.", "Karl XII dör."),
            ("el barco (en la imagen) zarpa", "el barco zarpa"),
            ("泰坦尼克号（圖）沉没", "泰坦尼克号沉没"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn other_brackets_and_lines_stay() {
        for text in [
            "The Gambia (West Africa) is free",
            "narrowly vote (50.58% to 49.42%)",
            "Christian feast day:\nBruna Pellesi",
            "an open bracket (pictured",
            "the photographer (1850–1910)",
        ] {
            assert_eq!(clean(text), text);
        }
        assert_eq!(clean("  many \u{a0} spaces\n\n and lines "), "many spaces\nand lines");
    }
}
