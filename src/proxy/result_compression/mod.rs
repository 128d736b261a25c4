//! Shortens long results of tools, where `systemConfig.toolResultCompression` asks for it.

mod block;
mod json;
mod lines;
mod order;
mod result;
mod size;

pub(super) use result::compress_result;
