//! Packs the almanac's pages into the binary: each day's text compressed by itself, and a table of
//! contents, so that one day can be had without reading the year.
//!
//! What it writes is read by `src/almanac/embedded.rs` and `src/almanac/contents.rs`.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use toml::{Table, Value};

const FOLDER: &str = "data/almanac";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut days = String::new();
    let mut contents = String::new();
    for month in 1..=12 {
        for day in 1..=31 {
            let file = format!("{FOLDER}/{month:02}/{day:02}.toml");
            if !Path::new(&file).exists() {
                continue;
            }
            let text = fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
            let page: Table = toml::from_str(&text).map_err(|error| format!("{file}: {error}"))?;
            list(month, day, &page, &mut contents);
            let packed = out.join(format!("{month:02}-{day:02}"));
            fs::write(&packed, pack(&text)?)?;
            let packed = packed.to_str().ok_or("the build folder's name is not UTF-8")?;
            writeln!(days, "    ({month}, {day}, include_bytes!({packed:?})),")?;
        }
    }
    fs::write(out.join("contents"), pack(&contents)?)?;
    fs::write(out.join("days.rs"), format!("&[\n{days}]\n"))?;
    Ok(())
}

fn pack(text: &str) -> Result<Vec<u8>, std::io::Error> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()
}

/// One line an entry, in the order of the file: month, day, kind, id or nothing, year or nothing, title.
/// An entry that lacks one of them is left out: reading its page will say what is wrong with it.
fn list(month: u32, day: u32, page: &Table, contents: &mut String) {
    let mut line = |kind: &str, id: &str, year: Option<i64>, title: &str| {
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        let _ = writeln!(contents, "{month}\t{day}\t{kind}\t{id}\t{year}\t{}", title.trim());
    };
    for event in tables(page, "events") {
        if let (Some(id), Some(year), Some(title)) = (text(event, "id"), year(event), text(event, "title")) {
            line("event", id, Some(year), title);
        }
    }
    for title in page.get("observances").and_then(Value::as_array).into_iter().flatten() {
        line("observance", "", None, title.as_str().unwrap_or_default());
    }
    for (section, kind) in [("births", "birth"), ("deaths", "death")] {
        for person in tables(page, section) {
            if let (Some(year), Some(name)) = (year(person), text(person, "name")) {
                line(kind, "", Some(year), name);
            }
        }
    }
}

fn tables<'a>(page: &'a Table, section: &str) -> impl Iterator<Item = &'a Table> {
    page.get(section).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table)
}

fn text<'a>(entry: &'a Table, field: &str) -> Option<&'a str> {
    entry.get(field)?.as_str()
}

fn year(entry: &Table) -> Option<i64> {
    entry.get("year")?.as_integer()
}
