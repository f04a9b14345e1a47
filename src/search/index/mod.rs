//! What an index holds of an event, and how its words are cut: the same for the almanac's index, which `build.rs`
//! makes, and for the one on disk.
//!
//! This module stands on `event` and `tantivy` alone, because `build.rs` compiles it too.

mod entry;
mod kept;
pub(super) mod when;
mod words;

pub(super) use entry::{
    category_number, category_numbered, day_numbered, document, kind_number, kind_numbered,
};
pub(super) use kept::Kept;
pub(super) use words::{PLAIN, STEMMED, plain_words, stemmed_words, tokenizers};

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The version of what is written. An index of another version is made anew.
pub(super) const VERSION: &str = "1";

/// The fields of an index.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    pub(super) title: Field,
    /// What else it is called: the titles of its links, and the words of its id.
    pub(super) names: Field,
    pub(super) people: Field,
    pub(super) place: Field,
    pub(super) tags: Field,
    pub(super) summary: Field,
    pub(super) body: Field,
    /// Every word of title, people, tags and place as it is written, for mending spelling.
    pub(super) words: Field,
    /// Year, decade, century, month and day as words of their own; see [`when`].
    pub(super) when: Field,
    /// The day and the language of a live entry, by which it is replaced.
    pub(super) source: Field,
    pub(super) kind: Field,
    /// By its number in `Category::ALL`.
    pub(super) category: Field,
    pub(super) year: Field,
    /// Month times 100 plus day.
    pub(super) day: Field,
    /// The id, or the whole event.
    pub(super) stored: Field,
}

impl Fields {
    /// The fields of every index.
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let text = |tokenizer, option, norms| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer);
            let indexing = indexing.set_index_option(option).set_fieldnorms(norms);
            TextOptions::default().set_indexing_options(indexing)
        };
        let stemmed = || text(STEMMED, IndexRecordOption::WithFreqsAndPositions, true);
        Self {
            title: schema.add_text_field("title", stemmed()),
            names: schema.add_text_field("names", stemmed()),
            people: schema.add_text_field("people", stemmed()),
            place: schema.add_text_field("place", stemmed()),
            tags: schema.add_text_field("tags", stemmed()),
            summary: schema.add_text_field("summary", stemmed()),
            body: schema.add_text_field("body", stemmed()),
            words: schema.add_text_field("words", text(PLAIN, IndexRecordOption::Basic, false)),
            when: schema.add_text_field("when", STRING),
            source: schema.add_text_field("source", STRING),
            kind: schema.add_u64_field("kind", FAST),
            category: schema.add_u64_field("category", FAST),
            year: schema.add_i64_field("year", FAST),
            day: schema.add_u64_field("day", FAST | INDEXED),
            stored: schema.add_text_field("stored", STORED),
            schema: schema.build(),
        }
    }
}

/// What an index with these fields is made with.
pub(super) fn builder(fields: &Fields) -> tantivy::IndexBuilder {
    tantivy::Index::builder().schema(fields.schema.clone()).tokenizers(tokenizers())
}
