-- Linen: each embroidered piece that belongs to one VIP or SVIP, and the one place it is in (policy §2).

CREATE TABLE linen_set (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    member_no   INTEGER NOT NULL REFERENCES member(no),
    tier        TEXT NOT NULL CHECK (tier IN ('vip', 'svip')),
    slot        INTEGER CHECK (slot BETWEEN 1 AND 9999),     -- the shelf cell; its label reads name + number
    note        TEXT NOT NULL DEFAULT '',
    due_on      TEXT,                                        -- make-set task: the working day it must be ready
    retired_ms  INTEGER,                                     -- names removed, pieces in ordinary stock
    CHECK ((retired_ms IS NULL) OR (slot IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX linen_set_of_member ON linen_set(member_no) WHERE retired_ms IS NULL;
CREATE UNIQUE INDEX linen_slot_holds_one ON linen_set(slot) WHERE slot IS NOT NULL;

-- A piece is in exactly one place. Only on a tray, in the disinfection cabinet or in use does it belong to a booking.
CREATE TABLE linen_piece (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    set_id     BLOB NOT NULL REFERENCES linen_set(id),
    kind       TEXT NOT NULL CHECK (kind IN ('towel', 'bath_towel', 'bathrobe', 'slippers', 'headband')),
    place      TEXT NOT NULL CHECK (place IN ('in_making', 'shelf', 'tray', 'disinfection', 'in_use', 'laundry', 'drying',
                                             'lost', 'damaged', 'replaced', 'ordinary_stock')),
    booking_id BLOB REFERENCES booking(id),
    since_ms   INTEGER NOT NULL,
    note       TEXT NOT NULL DEFAULT '',
    CHECK ((booking_id IS NOT NULL) = (place IN ('tray', 'disinfection', 'in_use'))),
    CHECK (place <> 'disinfection' OR kind = 'slippers')
) STRICT, WITHOUT ROWID;

CREATE INDEX linen_piece_by_set ON linen_piece(set_id);
CREATE INDEX linen_piece_by_place ON linen_piece(place) WHERE place NOT IN ('shelf', 'ordinary_stock', 'replaced');
CREATE INDEX linen_piece_by_booking ON linen_piece(booking_id) WHERE booking_id IS NOT NULL;

-- The ways a piece may go; a move outside of them is refused by the trigger below.
CREATE TABLE linen_way (
    from_place TEXT NOT NULL,
    to_place   TEXT NOT NULL,
    PRIMARY KEY (from_place, to_place)
) STRICT, WITHOUT ROWID;

INSERT INTO linen_way (from_place, to_place) VALUES
    ('in_making', 'shelf'), ('shelf', 'tray'), ('tray', 'shelf'),
    ('tray', 'disinfection'), ('tray', 'in_use'), ('disinfection', 'in_use'), ('disinfection', 'shelf'), ('in_use', 'shelf'),
    ('in_use', 'laundry'), ('laundry', 'drying'), ('laundry', 'shelf'), ('drying', 'shelf'),
    ('in_making', 'lost'), ('shelf', 'lost'), ('tray', 'lost'), ('disinfection', 'lost'), ('in_use', 'lost'), ('laundry', 'lost'),
    ('drying', 'lost'), ('in_making', 'damaged'), ('shelf', 'damaged'), ('tray', 'damaged'), ('disinfection', 'damaged'),
    ('in_use', 'damaged'), ('laundry', 'damaged'), ('drying', 'damaged'), ('lost', 'replaced'), ('damaged', 'replaced'),
    ('lost', 'shelf'),
    ('in_making', 'ordinary_stock'), ('shelf', 'ordinary_stock'), ('laundry', 'ordinary_stock'), ('drying', 'ordinary_stock'),
    ('damaged', 'ordinary_stock'), ('lost', 'ordinary_stock');

CREATE TRIGGER linen_goes_known_ways BEFORE UPDATE OF place ON linen_piece WHEN NEW.place <> OLD.place
BEGIN
    SELECT RAISE(ABORT, 'no such way for linen') WHERE NOT EXISTS
        (SELECT 1 FROM linen_way WHERE from_place = OLD.place AND to_place = NEW.place);
END;

-- A move from booking to booking always passes the shelf.
CREATE TRIGGER linen_changes_booking_on_shelf BEFORE UPDATE OF booking_id ON linen_piece
WHEN OLD.booking_id IS NOT NULL AND NEW.booking_id IS NOT NULL AND NEW.booking_id <> OLD.booking_id
BEGIN SELECT RAISE(ABORT, 'linen belongs to another booking'); END;

CREATE TRIGGER linen_is_kept BEFORE DELETE ON linen_piece
BEGIN SELECT RAISE(ABORT, 'linen is never deleted'); END;

CREATE TRIGGER linen_keeps_its_owner BEFORE UPDATE OF set_id, kind ON linen_piece
BEGIN SELECT RAISE(ABORT, 'linen keeps its owner and kind'); END;

-- Every move of every piece.
CREATE TABLE linen_move (
    piece_id   BLOB NOT NULL REFERENCES linen_piece(id),
    position   INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    staff_id   BLOB REFERENCES staff(id),
    from_place TEXT,
    to_place   TEXT NOT NULL,
    booking_id BLOB,
    reason     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (piece_id, position),
    CHECK (to_place NOT IN ('lost', 'damaged', 'replaced') OR reason <> '')
) STRICT, WITHOUT ROWID;

-- Two trays (linen, slippers) are prepared for each VIP and SVIP booking; they go and come back together.
CREATE TABLE tray (
    booking_id BLOB PRIMARY KEY REFERENCES booking(id),
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'taken', 'returned', 'void')),
    taken_by   BLOB REFERENCES staff(id),
    since_ms   INTEGER NOT NULL,
    CHECK (state NOT IN ('taken', 'returned') OR taken_by IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- The call to the stockroom (policy §3.6): each booking, change and cancellation, until it is checked and acknowledged.
CREATE TABLE tray_call (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    booking_id      BLOB NOT NULL REFERENCES booking(id),
    kind            TEXT NOT NULL CHECK (kind IN ('new', 'changed', 'cancelled')),
    at_ms           INTEGER NOT NULL,
    -- What was called out, as it stood then: name, tier, approval date, phone, time, room.
    said            TEXT NOT NULL CHECK (json_valid(said)),
    acknowledged_by BLOB REFERENCES staff(id),
    acknowledged_ms INTEGER,
    CHECK ((acknowledged_by IS NULL) = (acknowledged_ms IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX tray_call_open ON tray_call(at_ms) WHERE acknowledged_ms IS NULL;
CREATE INDEX tray_call_by_booking ON tray_call(booking_id);
CREATE INDEX tray_call_by_time ON tray_call(at_ms);

