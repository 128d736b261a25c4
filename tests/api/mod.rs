//! The admin API as scripts for the original servers use it, one folder per dialect.

mod aeontel;
mod agent_corex;
mod audit;
mod coexistence;
pub(crate) mod hub;
mod mcphub;
mod mcpjungle;
mod names;
mod pandora;
mod round_trip;
mod schema;
mod walk;
