//! The parts of `data/README.md` that are made from the data, between marks:
//! `<!-- counts -->` … `<!-- /counts -->` and `<!-- records -->` … `<!-- /records -->`.

use super::Report;

impl Report {
    /// The README with its tables made anew; the sentence on the records only if those were asked.
    ///
    /// Nothing when a mark is missing.
    #[must_use]
    pub fn fill_readme(&self, readme: &str) -> Option<String> {
        let filled = fill(readme, "counts", &self.counts.to_markdown())?;
        match &self.comparison {
            Some(comparison) => fill(&filled, "records", &comparison.to_markdown()),
            None => Some(filled),
        }
    }
}

fn fill(readme: &str, name: &str, body: &str) -> Option<String> {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = readme.find(&open)? + open.len();
    let end = start + readme.get(start..)?.find(&close)?;
    Some(format!("{}{body}{}", &readme[..start], &readme[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_made_anew() {
        let readme = "a\n<!-- counts -->\nold\n<!-- /counts -->\nb\n";
        assert_eq!(fill(readme, "counts", "new\n").unwrap(), readme.replace("old", "new"));
        assert_eq!(fill(readme, "records", ""), None);
        assert_eq!(fill("<!-- /counts -->\n<!-- counts -->\n", "counts", ""), None);
    }
}
