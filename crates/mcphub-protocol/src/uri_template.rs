//! Matches URIs against URI templates (RFC 6570, as far as routing needs it).

/// Returns whether `uri` matches `template`. A simple expression matches any non-empty text without
/// a slash; `{+x}`, `{#x}`, `{/x}` and query expressions may span slashes or be empty. The cost is
/// proportional to the product of the lengths for any template.
pub fn fits(template: &str, uri: &str) -> bool {
    let mut ends = vec![false; uri.len() + 1];
    ends[0] = true;
    let mut rest = template;
    while !rest.is_empty() {
        let open = rest.find('{').filter(|at| rest[*at..].contains('}'));
        let literal = &rest[..open.unwrap_or(rest.len())];
        ends = after_literal(&ends, uri, literal);
        let Some(open) = open else { break };
        let close = open + rest[open..].find('}').unwrap_or_default();
        ends = after_expression(&ends, uri, &rest[open + 1..close]);
        rest = &rest[close + 1..];
    }
    ends.last().copied().unwrap_or_default()
}

/// Returns the text before the first expression.
pub fn static_prefix(template: &str) -> &str {
    template.split('{').next().unwrap_or_default()
}

/// Returns the offsets in `uri` at which a match can end after `literal`, from those before it.
fn after_literal(ends: &[bool], uri: &str, literal: &str) -> Vec<bool> {
    let mut out = vec![false; ends.len()];
    for (at, _) in ends.iter().enumerate().filter(|(_, can)| **can) {
        if uri.as_bytes()[at..].starts_with(literal.as_bytes()) {
            out[at + literal.len()] = true;
        }
    }
    out
}

fn after_expression(ends: &[bool], uri: &str, expression: &str) -> Vec<bool> {
    let may_be_empty = expression.starts_with(['?', '&', '#', '/', '.', ';']);
    let spans = expression.starts_with(['+', '#', '?', '&', '/']) || expression.ends_with('*');
    let mut out = vec![false; ends.len()];
    let mut inside = false;
    for at in 0..ends.len() {
        if inside {
            out[at] = true;
        }
        if ends[at] {
            inside = true;
            out[at] |= may_be_empty;
        }
        if !spans && uri.as_bytes().get(at) == Some(&b'/') {
            inside = false;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_fits_the_template_it_came_from() {
        let cases = [
            ("test://static", "test://static", true),
            ("test://{id}/data", "test://7/data", true),
            ("test://{id}/data", "test://7/8/data", false),
            ("test://{id}/data", "test:///data", false),
            ("file:///{+path}", "file:///a/b.txt", true),
            ("file:///{path}", "file:///a/b.txt", false),
            ("x://{a}-{b}", "x://1-2-3", true),
            ("q://search{?q}", "q://search", true),
            ("q://search{?q}", "q://search?q=1", true),
            ("test://{id", "test://{id", true),
            ("", "", true),
            ("{a}", "", false),
        ];
        for (template, uri, wanted) in cases {
            assert_eq!(fits(template, uri), wanted, "{template} {uri}");
        }
    }

    #[test]
    fn a_hostile_template_costs_no_more_than_its_length() {
        let template = "{a}".repeat(1000);
        assert!(!fits(&template, &format!("{}/", "x".repeat(2000))));
    }
}
