//! A reading as a question of tantivy's, and its answer.

use std::cmp::Reverse;

use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption, Value as _};
use tantivy::{Score, Searcher, TantivyDocument, Term};
use tracing::warn;

use super::collecting::{Counted, Found, Gathering};
use super::index::{Fields, Kept, day_numbered};
use super::query::{Filters, Hit, Page, Query};
use super::reading::{Clue, KnownWords, Reading, Way, What, read};
use super::shelf::{Shelf, Together};
use super::topics::Topics;
use crate::event::EventId;

type Question = Box<dyn tantivy::query::Query>;

/// What a match in each field is worth.
struct Weights {
    title: Score,
    names: Score,
    people: Score,
    tags: Score,
    place: Score,
    summary: Score,
    body: Score,
}

const WEIGHTS: Weights =
    Weights { title: 3.0, names: 2.2, people: 2.2, tags: 2.0, place: 1.5, summary: 1.2, body: 0.5 };

/// What further fields add to the best one.
const TIE: Score = 0.2;

/// What it adds that a word stands as it was written in a name, a title or a tag.
const EXACT: Score = 0.5;

/// What a time is worth.
const TIME: Score = 20.0;

/// What two words next to each other add, as they do in the query.
const NEIGHBOURS: Score = 0.5;

/// Of several clues, a hit that follows few has at least this share of the best one's score.
const FLOOR: Score = 0.3;

/// The hits of a query, from all shelves.
pub(super) fn ask(shelves: &[&Shelf], query: &Query, skip: usize, most: usize) -> Page {
    let searchers: Vec<_> = shelves.iter().map(|shelf| shelf.searcher()).collect();
    let Some(fields) = shelves.first().map(|shelf| &shelf.fields) else { return Page::default() };
    let reading = read(&query.text, query.order, &KnownWords { searchers: &searchers, fields });
    let (best, counted) =
        gather(&searchers, &question(fields, &reading), &query.filters, reading.clues.len());
    let hits = best.iter().skip(skip).take(most);
    let hits = hits.filter_map(|(number, found)| hit(&searchers[*number], fields, *found)).collect();
    let meant = if counted.total == 0 { Topics::embedded().near(&query.text) } else { vec![] };
    let mut categories: Vec<_> = counted.categories.into_iter().collect();
    let mut centuries: Vec<_> = counted.centuries.into_iter().collect();
    categories.sort_by_key(|(category, count)| (Reverse(*count), *category));
    centuries.sort_by_key(|(century, count)| (Reverse(*count), *century));
    Page { hits, total: counted.total, categories, centuries, meant }
}

/// What all searchers found, the best first, each with the number of its searcher.
fn gather(
    searchers: &[Searcher],
    question: &Question,
    filters: &Filters,
    clues: usize,
) -> (Vec<(usize, Found)>, Counted) {
    let gathering = Gathering { kind: filters.kind };
    let mut gathered = Vec::new();
    for (number, searcher) in searchers.iter().enumerate() {
        match searcher.search_with_statistics_provider(question, &gathering, &Together(searchers)) {
            Ok(found) => gathered.extend(found.into_iter().map(|found| (number, found))),
            Err(error) => warn!(%error, "an index cannot be searched; the others answer alone"),
        }
    }
    let best = gathered.iter().map(|(_, found)| found.best()).fold(0.0, Score::max);
    let floor = if clues > 1 { best * FLOOR } else { 0.0 };
    let mut counted = Counted::default();
    let mut hits = Vec::new();
    for (number, found) in gathered {
        hits.extend(found.sift(floor, filters, &mut counted).into_iter().map(|found| (number, found)));
    }
    hits.sort_by(|(a, first), (b, second)| {
        second.score.total_cmp(&first.score).then(a.cmp(b)).then(first.at.cmp(&second.at))
    });
    (hits, counted)
}

/// What was found, with the event if the index has it whole.
pub(super) fn hit(searcher: &Searcher, fields: &Fields, found: Found) -> Option<Hit> {
    let entry: TantivyDocument = searcher.doc(found.at).ok()?;
    let stored = entry.get_first(fields.stored)?.as_str()?;
    if stored.starts_with('{') {
        let event = Kept::read(stored)?;
        return Some(Hit {
            score: found.score,
            id: event.id.clone(),
            day: event.day,
            event: Some(Box::new(event)),
        });
    }
    let id: EventId = stored.parse().ok()?;
    let segment = searcher.segment_reader(found.at.segment_ord);
    let day = segment.fast_fields().u64("day").ok()?.first(found.at.doc_id)?;
    Some(Hit { score: found.score, id, day: day_numbered(day)?, event: None })
}

/// The question whose answers follow at least half of the clues.
fn question(fields: &Fields, reading: &Reading) -> Question {
    let needed = reading.clues.len().div_ceil(2);
    let clues = reading.clues.iter().map(|clue| (Occur::Should, clue_question(fields, clue))).collect();
    let clues: Question = Box::new(BooleanQuery::with_minimum_required_clauses(clues, needed.max(1)));
    let beside = neighbours(fields, reading).into_iter().map(|question| (Occur::Should, question));
    Box::new(BooleanQuery::new([(Occur::Must, clues)].into_iter().chain(beside).collect()))
}

fn clue_question(fields: &Fields, clue: &Clue) -> Question {
    let ways = clue.ways.iter().map(|Way { what, worth }| boosted(what_question(fields, what), *worth));
    Box::new(DisjunctionMaxQuery::new(ways.collect()))
}

fn what_question(fields: &Fields, what: &What) -> Question {
    match what {
        What::When(word) => {
            let question = term(fields.when, word, IndexRecordOption::Basic);
            Box::new(ConstScoreQuery::new(question, TIME))
        }
        What::Word { stem, written } => {
            let anywhere = in_any_field(fields, &|field| term(field, stem, IndexRecordOption::WithFreqs));
            let exactly = boosted(term(fields.words, written, IndexRecordOption::Basic), EXACT);
            Box::new(BooleanQuery::new(vec![(Occur::Must, anywhere), (Occur::Should, exactly)]))
        }
        What::Phrase(words) => in_any_field(fields, &|field| phrase(field, words, 0)),
    }
}

fn in_any_field(fields: &Fields, ask: &dyn Fn(Field) -> Question) -> Question {
    let Fields { title, names, people, tags, place, summary, body, .. } = *fields;
    let weighed = [
        (title, WEIGHTS.title),
        (names, WEIGHTS.names),
        (people, WEIGHTS.people),
        (tags, WEIGHTS.tags),
        (place, WEIGHTS.place),
        (summary, WEIGHTS.summary),
        (body, WEIGHTS.body),
    ];
    let questions = weighed.map(|(field, weight)| boosted(ask(field), weight));
    Box::new(DisjunctionMaxQuery::with_tie_breaker(questions.into(), TIE))
}

fn term(field: Field, word: &str, option: IndexRecordOption) -> Question {
    Box::new(TermQuery::new(Term::from_field_text(field, word), option))
}

fn phrase(field: Field, words: &[String], slop: u32) -> Question {
    let terms = words.iter().map(|word| Term::from_field_text(field, word)).enumerate().collect();
    Box::new(PhraseQuery::new_with_offset_and_slop(terms, slop))
}

/// For each two words that stand next to each other in the query, that they do in the text.
fn neighbours(fields: &Fields, reading: &Reading) -> Vec<Question> {
    let words = |pair: &[Clue]| -> Option<Vec<String>> {
        let word = |clue: &Clue| match &clue.ways.first()?.what {
            What::Word { stem, .. } => Some(stem.clone()),
            What::Phrase(_) | What::When(_) => None,
        };
        Some(vec![word(&pair[0])?, word(&pair[1])?])
    };
    let pairs = reading.clues.windows(2).filter_map(words);
    pairs.map(|pair| boosted(in_any_field(fields, &|field| phrase(field, &pair, 1)), NEIGHBOURS)).collect()
}

fn boosted(question: Question, by: Score) -> Question {
    Box::new(BoostQuery::new(question, by))
}
