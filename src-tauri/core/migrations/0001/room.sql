-- Rooms, each of one tier (policy §3).

CREATE TABLE room (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    number   TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 12),
    tier     TEXT NOT NULL CHECK (tier IN ('ordinary', 'vip', 'svip')),
    beds     INTEGER NOT NULL CHECK (beds BETWEEN 1 AND 8),
    note     TEXT NOT NULL DEFAULT '',
    active   INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

