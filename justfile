# Commands for development. `just` alone lists them.

default:
    @just --list

# Compiles without building a binary
check:
    cargo check --all-targets --locked

# Runs all tests that need no network
test *ARGS:
    cargo test --locked {{ARGS}}

# Rewrites walks, help, completions, schema and findings after an intended change
update:
    UPDATE=1 cargo test --locked

# Formats the code and runs the lints
lint:
    cargo fmt --check
    cargo clippy --all-targets --locked -- -D warnings

# Measures the hot paths
bench:
    cargo bench --locked

# Counts instructions and allocations per operation
meter:
    benches/meter/run.sh

# Runs the hub with real servers and clients: direct, hub, first_day, orphans, conform, api
real STEP="all":
    tests/real/run.sh {{STEP}}

# Runs everything that must pass before a change lands
ci:
    .ci/run
