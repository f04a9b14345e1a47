//! Makes the almanac's index for topic search: one segment of tantivy's, built into the program file by file.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use tantivy::directory::RamDirectory;
use tantivy::{Directory as _, IndexSettings, SingleSegmentIndexWriter};

use crate::event::Event;
use crate::index::{Fields, builder, document};

/// More than the almanac needs, in bytes.
const MEMORY: usize = 300_000_000;

/// Writes the index of `events` into `out`, each file deflated, and `index.rs`, which embeds them.
pub(crate) fn write(events: &[Event], out: &Path) -> Result<(), Box<dyn Error>> {
    let fields = Fields::new();
    let directory = RamDirectory::create();
    let settings =
        IndexSettings { docstore_compression: tantivy::store::Compressor::None, ..Default::default() };
    let writer =
        builder(&fields).settings(settings).single_segment_index_writer(directory.clone(), MEMORY)?;
    let mut writer: SingleSegmentIndexWriter = writer;
    for event in events {
        writer.add_document(document(&fields, event, None))?;
    }
    let index = writer.finalize()?;
    let mut files = String::new();
    let mut embed = |name: &str, bytes: &[u8]| -> Result<(), Box<dyn Error>> {
        let file = out.join(format!("index-{}", name.rsplit('.').next().unwrap_or(name)));
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes)?;
        fs::write(&file, packer.finish()?)?;
        let file = file.to_str().ok_or("the build folder's name is not UTF-8")?;
        writeln!(files, "    ({name:?}, include_bytes!({file:?})),")?;
        Ok(())
    };
    let meta = directory.atomic_read(Path::new("meta.json"))?;
    embed("meta.json", &meta)?;
    for path in index.load_metas()?.list_segment_files() {
        if directory.exists(&path)? {
            let name = path.to_str().ok_or("a file of the index has no name")?;
            embed(name, &directory.open_read(&path)?.read_bytes()?)?;
        }
    }
    fs::write(out.join("index.rs"), format!("&[\n{files}]\n"))?;
    Ok(())
}
