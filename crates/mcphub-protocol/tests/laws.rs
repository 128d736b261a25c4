//! Replays the corpus of the fuzz targets in `tests/fuzz`, which search for bytes that break a law.

use std::fs;
use std::path::Path;

#[path = "../../../tests/fuzz/laws.rs"]
mod laws;

#[test]
fn the_laws_hold_for_the_corpus() {
    for (name, law) in laws::ALL {
        let folder = Path::new("../../tests/fuzz/corpus").join(name);
        let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
        assert!(files.len() > 5, "{}", folder.display());
        for file in files {
            let data = fs::read(&file).unwrap();
            let broken = std::panic::catch_unwind(|| law(&data)).is_err();
            assert!(!broken, "{}", file.display());
        }
    }
}
