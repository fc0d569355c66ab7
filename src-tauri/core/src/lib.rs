//! The salon's domain and its encrypted store: rules, state machines, and the one door for writes.
