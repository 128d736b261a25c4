//! Text in HTML pages.

use crate::settings::visible;

/// Escapes a text for HTML, on one line and without invisible characters.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible::one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_others_wrote_is_text_and_nothing_else() {
        assert_eq!(
            escape("<b a='\"'>&\u{202e}\n"),
            "&lt;b a=&#39;&quot;&#39;&gt;&amp;\\u{202e}\\n"
        );
    }
}
