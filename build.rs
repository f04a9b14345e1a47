//! Packs the almanac into the program: each day's text compressed by itself, a table of contents, so that one day can
//! be had without reading the year, and the index for topic search, so that nothing has to be made at the start.
//!
//! What it writes is read by `src/almanac/embedded.rs`, `src/almanac/contents.rs` and `src/search/embedded.rs`.

#[path = "build/almanac_index.rs"]
mod almanac_index;
#[path = "build/entries.rs"]
mod entries;
#[path = "src/event/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    unreachable_pub,
    clippy::struct_field_names,
    reason = "the program uses all of it, this script a part"
)]
mod event;
#[path = "src/search/index/mod.rs"]
#[expect(dead_code, unused_imports, reason = "the program uses all of it, this script a part")]
mod index;
#[path = "src/almanac/letters.rs"]
#[expect(dead_code, reason = "the program uses all of it, this script a part")]
mod letters;
#[path = "src/almanac/naming.rs"]
mod naming;
#[path = "build/topics.rs"]
mod topics;

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use toml::Table;

use event::{Event, Kind, MonthDay};

const FOLDER: &str = "data/almanac";

const SYNONYMS: &str = "data/search/synonyms.toml";

/// What this script is made of.
const SOURCES: [&str; 6] =
    ["build.rs", "build", "src/event", "src/search/index", "src/almanac/letters.rs", "src/almanac/naming.rs"];

fn main() -> Result<(), Box<dyn Error>> {
    for path in SOURCES.iter().chain([&FOLDER, &SYNONYMS]) {
        println!("cargo::rerun-if-changed={path}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut days = String::new();
    let mut events = Vec::new();
    let mut fingerprint = 0xcbf2_9ce4_8422_2325;
    for day in MonthDay::all() {
        let (month, number) = (day.month(), day.day());
        let file = format!("{FOLDER}/{month:02}/{number:02}.toml");
        if !Path::new(&file).exists() {
            continue;
        }
        let text = fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
        let page: Table = toml::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
        events.extend(entries::entries(day, &page));
        fingerprint = mixed(fingerprint, &text);
        let packed = out.join(format!("{month:02}-{number:02}"));
        fs::write(&packed, pack(&text)?)?;
        let packed = packed.to_str().ok_or("the build folder's name is not UTF-8")?;
        writeln!(days, "    ({month}, {number}, include_bytes!({packed:?})),")?;
    }
    fs::write(out.join("contents"), pack(&contents(&events))?)?;
    fs::write(out.join("days.rs"), format!("&[\n{days}]\n"))?;
    fs::write(out.join("fingerprint"), format!("{fingerprint:016x}"))?;
    fs::write(out.join("topics"), pack(&topics::table(&events))?)?;
    let synonyms =
        topics::synonyms(&fs::read_to_string(SYNONYMS)?).map_err(|error| format!("{SYNONYMS}: {error}"))?;
    fs::write(out.join("synonyms"), synonyms)?;
    almanac_index::write(&events, &out)
}

/// FNV-1a over `text`, going on from `hash`.
fn mixed(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn pack(text: &str) -> Result<Vec<u8>, std::io::Error> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()
}

/// One line an entry: month, day, kind, id or nothing, year or nothing, title. The ids that are made of the title are
/// left out.
fn contents(events: &[Event]) -> String {
    let mut contents = String::new();
    for event in events {
        let (kind, id) = match event.kind {
            Kind::Event => ("event", event.id.as_str()),
            Kind::Observance => ("observance", ""),
            Kind::Birth => ("birth", ""),
            Kind::Death => ("death", ""),
        };
        let year = event.year.map(|year| year.number().to_string()).unwrap_or_default();
        let (month, day) = (event.day.month(), event.day.day());
        let _ = writeln!(contents, "{month}\t{day}\t{kind}\t{id}\t{year}\t{}", event.title);
    }
    contents
}
