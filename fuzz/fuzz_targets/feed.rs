//! No answer of the feed breaks the reader, the mapper or the cache's form.
#![no_main]

use daybook::event::{Language, MonthDay};
use daybook::feed::{Answer, Key, List, Mapper};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let [first, second, body @ ..] = bytes else { return };
    let list = List::ALL[usize::from(*first) % List::ALL.len()];
    let language = Language::ALL[usize::from(*second) % Language::ALL.len()];
    let Ok(answer) = Answer::read(body, list) else { return };
    assert_eq!(Answer::unpack(&answer.pack()).as_ref(), Some(&answer));
    let day = MonthDay::new(4, 24).expect("a day");
    let mapper = Mapper::new(&["upload.wikimedia.org".to_owned()]);
    for event in mapper.map(&answer, Key { day, language, list }) {
        assert!(!event.title.trim().is_empty());
    }
});
