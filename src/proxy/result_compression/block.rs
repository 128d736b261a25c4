//! Shortens one text of a result, and prepends a line that describes what was done.

use crate::proxy::result_compression::lines::{KeptText, Lines};
use crate::proxy::result_compression::size::{count_tokens, weigh_tokens};
use crate::proxy::result_compression::{json, order};
use crate::settings::model::compression::{Compression, Strategy};

/// The number of lines at each end that show whether a text is a diff or the result of a search.
const SAMPLE: usize = 100;

/// Returns the shortened text, which is always shorter than `text`, or `None` if the text is not changed.
pub(super) fn compress(text: &str, how: &Compression) -> Option<String> {
    let original = count_tokens(text);
    if original < how.min_tokens || original <= how.max_output_tokens {
        return None;
    }
    let (strategy, kept) = keep(text, how.strategy, weigh_tokens(how.max_output_tokens));
    let marker = format_marker(strategy, original, &kept);
    (marker.len() + 1 + kept.text.len() < text.len()).then(|| format!("{marker}\n{}", kept.text))
}

/// Returns MCPHub's marker line, by which clients recognize a shortened text.
fn format_marker(strategy: Strategy, original: usize, kept: &KeptText) -> String {
    let parts = match strategy {
        Strategy::Json => "items",
        Strategy::Search => "matches",
        _ => "lines",
    };
    let (strategy, compressed) = (strategy.word(), count_tokens(&kept.text));
    let omitted = match kept.omitted {
        0 => String::new(),
        some => format!(" omitted_{parts}={some}"),
    };
    format!(
        "[mcphub:compressed-tool-result strategy={strategy} original_tokens={original} \
         compressed_tokens={compressed}{omitted}]"
    )
}

fn keep(text: &str, strategy: Strategy, budget: usize) -> (Strategy, KeptText) {
    if matches!(strategy, Strategy::Auto | Strategy::Json)
        && let Some(kept) = json::keep(text, budget)
    {
        return (Strategy::Json, kept);
    }
    let lines = Lines::split(text);
    let strategy = match strategy {
        Strategy::Auto => detect_strategy(&lines.all),
        Strategy::Json => Strategy::Text,
        other => other,
    };
    let rank = match strategy {
        Strategy::Log => order::rank_log,
        Strategy::Search => order::rank_search,
        Strategy::Diff => order::rank_diff,
        Strategy::Text | Strategy::Auto | Strategy::Json => order::rank_text,
    };
    (strategy, lines.keep(budget, rank(&lines.all)))
}

/// Returns the strategy that fits a text that is not JSON.
fn detect_strategy(lines: &[&str]) -> Strategy {
    let ends = || lines.iter().take(SAMPLE).chain(lines.iter().rev().take(SAMPLE));
    if ends().any(|line| order::begins_diff(line)) {
        return Strategy::Diff;
    }
    let matches = ends().filter(|line| order::parse_match_file(line).is_some()).count();
    if matches > 2 && matches * 3 >= ends().filter(|line| !line.trim().is_empty()).count() {
        return Strategy::Search;
    }
    let is_log = lines.iter().any(|line| order::find_fault(line).is_some());
    if is_log { Strategy::Log } else { Strategy::Text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
    use proptest::strategy::Strategy as Generate;

    use super::*;

    fn how(min_tokens: usize, max_output_tokens: usize, strategy: Strategy) -> Compression {
        Compression { min_tokens, max_output_tokens, strategy }
    }

    #[test]
    fn a_text_is_taken_for_what_it_looks_like() {
        let lines = |line: &str| format!("{line}\n").repeat(50);
        for (text, strategy) in [
            (lines("{"), Strategy::Text),
            (lines("@@ -1,2 +1,2 @@"), Strategy::Diff),
            (lines("src/main.rs:12: fn main() {"), Strategy::Search),
            (lines("12:30:45 ok") + "12:30:46 ERROR no disk", Strategy::Log),
            (lines("Once upon a time"), Strategy::Text),
        ] {
            assert_eq!(detect_strategy(&text.lines().collect::<Vec<_>>()), strategy, "{text}");
        }
    }

    #[test]
    fn a_line_says_what_was_done_and_short_texts_stay() {
        let lines: Vec<String> = (0..40).map(|n| format!("line {n} of the story\n")).collect();
        let text = lines.concat();
        let wanted = concat!(
            "[mcphub:compressed-tool-result strategy=text original_tokens=208 compressed_tokens=26 omitted_lines=36]\n",
            "line 0 of the story\n",
            "line 1 of the story\n",
            "line 2 of the story\n",
            "[... 36 lines omitted]\n",
            "line 39 of the story",
        );
        assert_eq!(compress(&text, &how(100, 50, Strategy::Auto)).as_deref(), Some(wanted));
        assert_eq!(compress(&text, &how(100_000, 50, Strategy::Auto)), None, "below the least");
        assert_eq!(compress(&text, &how(100, 100_000, Strategy::Auto)), None, "it fits");
    }

    #[test]
    fn a_log_keeps_its_only_error() {
        let mut lines: Vec<String> = (0..900).map(|n| format!("12:00:00 step {n} done")).collect();
        lines[450] = "12:00:00 ERROR the disk is full".into();
        lines[451] = "    at write (disk.js:12)".into();
        let kept = compress(&lines.join("\n"), &how(100, 200, Strategy::Auto)).unwrap();
        assert!(kept.starts_with("[mcphub:compressed-tool-result strategy=log "), "{kept}");
        assert!(kept.contains("ERROR the disk is full\n    at write (disk.js:12)\n"), "{kept}");
        assert!(kept.ends_with("step 899 done"), "{kept}");
    }

    /// Generates texts of all kinds, most of them long enough to be shortened.
    fn texts() -> impl Generate<Value = String> {
        let line = prop_oneof![
            "[ -~]{0,60}",
            "\\PC{0,40}",
            "ERROR [0-9]{1,3}",
            "src/[a-c]\\.rs:[0-9]{1,3}:[a-z ]{0,30}",
            "[-+@ ][-+@ ]{0,3}[a-z]{0,20}",
            "[{}\\[\\],:\"\\\\0-9a-z]{0,40}",
        ];
        let lines = prop::collection::vec(line, 0..120).prop_map(|lines| lines.join("\n"));
        let list = prop::collection::vec(("[a-z]{1,9}", "\\PC{0,80}", any::<f64>()), 0..60);
        let json = list.prop_map(|list| serde_json::to_string_pretty(&list).unwrap());
        prop_oneof![lines, json, "\\PC{0,4000}"]
    }

    proptest! {
        #[test]
        fn what_comes_out_is_shorter_within_the_budget_and_always_the_same(
            text in texts(),
            least in 0_usize..50,
            most in 1_usize..400,
            strategy in prop::sample::select(vec![
                Strategy::Auto, Strategy::Json, Strategy::Log, Strategy::Search, Strategy::Diff,
                Strategy::Text,
            ]),
        ) {
            let how = how(least, most, strategy);
            let kept = compress(&text, &how);
            prop_assert_eq!(&kept, &compress(&text, &how));
            if let Some(kept) = kept {
                prop_assert!(kept.len() < text.len());
                let (marker, body) = kept.split_once('\n').unwrap();
                prop_assert!(marker.starts_with("[mcphub:compressed-tool-result "));
                prop_assert!(marker.ends_with(']'));
                prop_assert!(count_tokens(body) <= most.max(12), "{} > {most}", count_tokens(body));
            }
        }
    }
}
