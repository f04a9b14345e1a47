//! Lists as people write and read them: `a, b and c`.

/// The items of a list, parted by commas, semicolons, `&` or the word `and`; empty ones are left out.
pub(super) fn items(text: &str) -> Vec<String> {
    let parts = text.split([',', ';', '&']).flat_map(|part| {
        let words: Vec<_> = part.split_whitespace().collect();
        let named = words.split(|word| word.eq_ignore_ascii_case("and"));
        named.map(|words| words.join(" ")).collect::<Vec<_>>()
    });
    parts.filter(|item| !item.is_empty()).collect()
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn in_a_row<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<_> = items.iter().map(AsRef::as_ref).collect();
    match items[..] {
        [] => String::new(),
        [only] => only.to_owned(),
        [ref most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_back_from_how_it_is_written() {
        for list in [&["a"][..], &["a", "b"], &["a", "b c", "d"]] {
            assert_eq!(items(&in_a_row(list)), list);
        }
        assert_eq!(items(" a;b &  c AND d,, and "), ["a", "b", "c", "d"]);
        assert!(items(" , ").is_empty());
    }
}
