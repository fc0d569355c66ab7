-- Rooms, each of one tier (policy §3).

CREATE TABLE room (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    number   TEXT NOT NULL CHECK (length(number) BETWEEN 1 AND 12),
    tier     TEXT NOT NULL CHECK (tier IN ('ordinary', 'vip', 'svip')),
    beds     INTEGER NOT NULL CHECK (beds BETWEEN 1 AND 8),
    note     TEXT NOT NULL DEFAULT '',
    active   INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- A closed room keeps its number for its past; the room that follows it may bear the same.
CREATE UNIQUE INDEX room_number ON room(number) WHERE active = 1;

-- Bookings must stay in a room of their tier: a room somebody was ever booked into keeps the tier it had.
CREATE TRIGGER room_keeps_tier BEFORE UPDATE OF tier ON room WHEN NEW.tier <> OLD.tier
BEGIN
    SELECT RAISE(ABORT, 'guests were booked into this room under its tier') WHERE EXISTS
        (SELECT 1 FROM booking WHERE room_id = OLD.id);
END;

CREATE TRIGGER room_is_kept BEFORE DELETE ON room
BEGIN SELECT RAISE(ABORT, 'rooms are never deleted'); END;

