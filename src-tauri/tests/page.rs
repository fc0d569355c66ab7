//! The page inside the program is the whole page: what it was built of, file by file.

#![allow(clippy::unwrap_used, reason = "a test that cannot set its stage must stop")]

use std::fs;
use std::path::Path;

#[test]
fn every_file_of_the_page_is_carried_whole() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist");
    let carried = lantai_page::files();
    let assets = fs::read_dir(dist.join("assets")).into_iter().flatten();
    for file in assets.map(|entry| entry.unwrap().path()) {
        let name = format!("assets/{}", file.file_name().unwrap().to_str().unwrap());
        let whole = carried(&name).is_some_and(|bytes| bytes == fs::read(&file).unwrap());
        assert!(whole, "{name} is not in the program as it was built");
    }
    // Into the first file Tauri writes what its own scripts need.
    assert!(carried("index.html").is_some_and(|page| !page.is_empty()));
}
