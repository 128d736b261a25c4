//! MCPHub's admin API under `/api`. Source: its REST reference, "Servers".
//!
//! | route | what |
//! |---|---|
//! | `GET, POST /servers`, `POST /servers/batch` | list, create |
//! | `GET, PUT, DELETE /servers/{name}` | read, change (`newName` renames), remove |
//! | `POST /servers/{name}/toggle`, `/reload` | switch, connect anew |
//! | `POST …/{tools,prompts,resources}/{item}/toggle` | switch one item |
//! | `PUT, DELETE …/{tools,prompts,resources}/{item}/description` | override, reset |
//! | `GET /settings` | the whole file, without password hashes, tokens masked |

pub(crate) mod envelope;
mod overrides;
mod servers;
mod settings;
mod view;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};

use crate::api::auth;
use crate::api::error::{ApiError, Kind};
use crate::api::state::ApiState;

/// The routes, behind the credential check.
pub(crate) fn routes(state: &ApiState) -> Router<ApiState> {
    let mut routes = Router::new()
        .route("/api/servers", get(servers::list).post(servers::create))
        .route("/api/servers/batch", post(servers::create_many))
        .route(
            "/api/servers/{name}",
            get(servers::read).put(servers::update).delete(servers::remove),
        )
        .route("/api/servers/{name}/toggle", post(servers::toggle))
        .route("/api/servers/{name}/reload", post(servers::reload))
        .route("/api/settings", get(settings::read));
    for kind in overrides::KINDS {
        let section = kind.section();
        routes = routes
            .route(
                &format!("/api/servers/{{name}}/{section}/{{item}}/toggle"),
                post(move |state, path, body| overrides::toggle(kind, state, path, body)),
            )
            .route(
                &format!("/api/servers/{{name}}/{section}/{{item}}/description"),
                put(move |state, path, body| overrides::describe(kind, state, path, body))
                    .delete(move |state, path| overrides::reset(kind, state, path)),
            );
    }
    routes.route_layer(middleware::from_fn_with_state(state.clone(), admit))
}

async fn admit(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let settings = state.live.snapshot();
    match auth::enter_admin(&settings, request.headers(), &state.token) {
        Ok(who) => {
            if request.method() != http::Method::GET {
                tracing::info!("{} {} by {who}", request.method(), request.uri().path());
            }
            next.run(request).await
        }
        Err(denied) => {
            envelope::Failed(ApiError::new(Kind::Unauthorized, denied.message())).into_response()
        }
    }
}
