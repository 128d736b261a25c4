//! `mcphub serve` as its clients and its owner see it: one file a promise.
