//! `mcphub serve` as its clients and its owner see it: one file a promise.

mod applies_overrides;
mod bridges_eras;
mod drains_on_sigterm;
mod edits_do_not_restart_others;
mod guards_its_door;
mod isolates_groups;
mod keeps_every_byte;
mod keeps_last_good;
mod keeps_long_messages;
mod keeps_odd_asks;
mod keeps_odd_bytes;
mod keeps_odd_lists;
mod keeps_secrets;
mod leaves_no_orphans;
mod loses_no_edit;
mod merges_catalogs;
mod one_hanging_server_delays_no_other;
mod pages_lists;
mod passes_asks;
mod passes_cancellation;
mod passes_progress;
mod reloads_live;
mod speaks_to_http_upstreams;
mod survives_a_dead_upstream;
mod survives_noise;
