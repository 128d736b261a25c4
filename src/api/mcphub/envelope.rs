//! MCPHub's envelope: `{success, message?, data?}`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::api::error::ApiError;

/// A refusal in the envelope.
pub(crate) struct Failed(pub(crate) ApiError);

/// What a handler answers.
pub(crate) type Reply = Result<Json<Value>, Failed>;

/// `{success: true, data}`.
pub(crate) fn data(data: Value) -> Json<Value> {
    Json(json!({ "success": true, "data": data }))
}

/// `{success: true, message}`.
pub(crate) fn done(message: impl Into<String>) -> Json<Value> {
    Json(json!({ "success": true, "message": message.into() }))
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let body = json!({ "success": false, "message": self.0.message });
        (self.0.status(), Json(body)).into_response()
    }
}

impl<E: Into<ApiError>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The time as ISO 8601, to the millisecond, in UTC.
pub(crate) fn iso_now() -> String {
    let since =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    iso(since.as_secs(), since.subsec_millis())
}

/// Days to a date by the proleptic Gregorian calendar, in eras of 400 years.
fn iso(seconds: u64, millis: u32) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{millis:03}Z",
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_iso_8601() {
        assert_eq!(iso(0, 0), "1970-01-01T00:00:00.000Z");
        assert_eq!(iso(951_782_400, 5), "2000-02-29T00:00:00.005Z");
        assert_eq!(iso(1_795_247_999, 999), "2026-11-21T07:59:59.999Z");
    }
}
