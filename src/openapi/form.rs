//! Encodes form bodies: `application/x-www-form-urlencoded` and `multipart/form-data`.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use url::form_urlencoded::Serializer;

use crate::openapi::arguments::ArgumentValue;

/// The media type of a file that declares none.
const ANY_BYTES: &str = "application/octet-stream";

/// Encodes the members of `form`: an array as one pair per element, objects as JSON.
///
/// # Errors
/// Returns one line if it is not an object.
pub(crate) fn encode_urlencoded(form: &ArgumentValue<'_>) -> Result<String, String> {
    let mut out = Serializer::new(String::new());
    for (name, value) in fields(form)? {
        out.append_pair(&name, &value.plain());
    }
    Ok(out.finish())
}

/// Encodes the members of `form` as parts; returns the boundary and the body. The members named in
/// `files` are Base64 strings, or objects with `content`, `filename` and `contentType`.
///
/// # Errors
/// Returns one line if it is not an object or if a file is neither.
pub(crate) fn encode_multipart(
    form: &ArgumentValue<'_>,
    files: &[String],
) -> Result<(String, Vec<u8>), String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|e| format!("cannot create a random boundary: {e}"))?;
    let boundary = random.iter().fold("mcphub-".to_owned(), |mut text, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    let mut out = Vec::new();
    for (name, value) in fields(form)? {
        let (head, content) = if files.contains(&name) {
            let file = File::of(&value).ok_or_else(|| {
                format!("file `{name}` must be a Base64 string or an object with `content`")
            })?;
            let name_of_file = escape_name(&file.name);
            let head = format!("; filename=\"{name_of_file}\"\r\ncontent-type: {}", file.media);
            (head, file.content)
        } else {
            (String::new(), value.plain().into_bytes())
        };
        let name = escape_name(&name);
        let start =
            format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{name}\"{head}");
        out.extend_from_slice(start.as_bytes());
        out.extend_from_slice(b"\r\n\r\n");
        out.extend_from_slice(&content);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok((boundary, out))
}

/// Returns names and values, with an array split into one entry per element.
fn fields<'a>(form: &ArgumentValue<'a>) -> Result<Vec<(String, ArgumentValue<'a>)>, String> {
    let members = form.members().ok_or_else(|| "`body` must be an object".to_owned())?;
    let each = |(name, value): (String, ArgumentValue<'a>)| match value.elements() {
        Some(elements) => elements.into_iter().map(|one| (name.clone(), one)).collect(),
        None => vec![(name, value)],
    };
    Ok(members.into_iter().flat_map(each).collect())
}

struct File {
    name: String,
    media: String,
    content: Vec<u8>,
}

impl File {
    fn of(value: &ArgumentValue<'_>) -> Option<Self> {
        let decode = |text: String| BASE64_STANDARD.decode(text.trim()).ok();
        let Some(members) = value.members() else {
            let content = decode(value.plain())?;
            return Some(Self { name: "upload".into(), media: ANY_BYTES.into(), content });
        };
        let member = |name: &str| {
            let (_, value) = members.iter().find(|(key, _)| key == name)?;
            Some(value.plain())
        };
        let media = member("contentType").filter(|media| is_media_type(media));
        Some(Self {
            name: member("filename").unwrap_or_else(|| "upload".into()),
            media: media.unwrap_or_else(|| ANY_BYTES.into()),
            content: decode(member("content")?)?,
        })
    }
}

/// Returns true if the text is safe as a header value.
fn is_media_type(text: &str) -> bool {
    text.contains('/') && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
}

/// Escapes a name as browsers do: characters that would end it are percent-encoded.
fn escape_name(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
