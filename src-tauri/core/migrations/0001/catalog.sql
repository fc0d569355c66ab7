-- The price list: services (with their minutes) and goods.

CREATE TABLE item (
    id               BLOB PRIMARY KEY CHECK (length(id) = 16),
    code             TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 12),
    name             TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    kind             TEXT NOT NULL CHECK (kind IN ('service', 'good')),
    category         TEXT NOT NULL DEFAULT '',
    minutes          INTEGER CHECK (minutes BETWEEN 5 AND 720),
    price_fen        INTEGER NOT NULL CHECK (price_fen >= 0),
    member_price_fen INTEGER CHECK (member_price_fen BETWEEN 0 AND price_fen),
    rooms            TEXT NOT NULL DEFAULT '',
    active           INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    CHECK ((kind = 'service') = (minutes IS NOT NULL))
) STRICT, WITHOUT ROWID;

