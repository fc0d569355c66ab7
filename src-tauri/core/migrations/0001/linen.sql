-- Linen: each embroidered piece that belongs to one VIP or SVIP, and the one place it is in (policy §2).

CREATE TABLE linen_set (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    member_no   INTEGER NOT NULL REFERENCES member(no),
    tier        TEXT NOT NULL CHECK (tier IN ('vip', 'svip')),
    slot        INTEGER CHECK (slot BETWEEN 1 AND 9999),     -- the shelf cell; its label reads name + number
    due_on      TEXT,                                        -- the working day by which it must have been made
    retired_ms  INTEGER,                                     -- names off; the pieces go through the wash into ordinary stock
    CHECK ((retired_ms IS NULL) OR (slot IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX linen_set_of_member ON linen_set(member_no) WHERE retired_ms IS NULL;
CREATE UNIQUE INDEX linen_slot_holds_one ON linen_set(slot) WHERE slot IS NOT NULL;
CREATE INDEX linen_set_by_member ON linen_set(member_no);

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

-- Every move of every piece. A move is written before the piece goes.
CREATE TABLE linen_move (
    piece_id   BLOB NOT NULL REFERENCES linen_piece(id),
    position   INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    staff_id   BLOB REFERENCES staff(id),
    from_place TEXT,                                         -- NULL: the piece begins here
    to_place   TEXT NOT NULL,
    booking_id BLOB,
    reason     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (piece_id, position),
    CHECK (to_place NOT IN ('lost', 'damaged', 'replaced') OR reason <> '')
) STRICT, WITHOUT ROWID;

-- The ways a piece may go; a move outside of them is refused by the triggers below.
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
    ('in_use', 'damaged'), ('laundry', 'damaged'), ('drying', 'damaged'), ('lost', 'shelf'), ('damaged', 'shelf'),
    ('in_making', 'replaced'), ('shelf', 'replaced'), ('laundry', 'replaced'), ('drying', 'replaced'), ('lost', 'replaced'),
    ('damaged', 'replaced'), ('shelf', 'laundry'), ('in_making', 'ordinary_stock'), ('laundry', 'ordinary_stock'),
    ('drying', 'ordinary_stock');

CREATE TRIGGER linen_move_is_sound BEFORE INSERT ON linen_move
BEGIN
    SELECT RAISE(ABORT, 'linen is in another place') WHERE NEW.from_place IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM linen_piece WHERE id = NEW.piece_id AND place = NEW.from_place);
    SELECT RAISE(ABORT, 'linen begins where it is') WHERE NEW.from_place IS NULL AND NOT EXISTS
        (SELECT 1 FROM linen_piece WHERE id = NEW.piece_id AND place = NEW.to_place);
    SELECT RAISE(ABORT, 'no such way for linen') WHERE NEW.from_place IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM linen_way WHERE from_place = NEW.from_place AND to_place = NEW.to_place);
    SELECT RAISE(ABORT, 'linen moves follow one another')
        WHERE NEW.position <> 1 + (SELECT coalesce(max(position), 0) FROM linen_move WHERE piece_id = NEW.piece_id)
           OR NEW.from_place IS NOT
              (SELECT to_place FROM linen_move WHERE piece_id = NEW.piece_id ORDER BY position DESC LIMIT 1);
END;

CREATE TRIGGER linen_move_is_fixed BEFORE UPDATE ON linen_move BEGIN SELECT RAISE(ABORT, 'linen moves are never changed'); END;
CREATE TRIGGER linen_move_is_kept BEFORE DELETE ON linen_move BEGIN SELECT RAISE(ABORT, 'linen moves are never deleted'); END;

-- A piece goes only where its last written move takes it, from the place that move names.
CREATE TRIGGER linen_goes_as_written BEFORE UPDATE OF place, booking_id ON linen_piece
WHEN NEW.place <> OLD.place OR NEW.booking_id IS NOT OLD.booking_id
BEGIN
    SELECT RAISE(ABORT, 'no move was written for this linen') WHERE NOT EXISTS
        (SELECT 1 FROM linen_move m WHERE m.piece_id = OLD.id AND m.from_place = OLD.place AND m.to_place = NEW.place
            AND m.booking_id IS NEW.booking_id
            AND m.position = (SELECT max(position) FROM linen_move WHERE piece_id = OLD.id));
    SELECT RAISE(ABORT, 'linen belongs to another booking')
        WHERE OLD.booking_id IS NOT NULL AND NEW.booking_id IS NOT NULL AND NEW.booking_id <> OLD.booking_id;
END;

-- On a tray stands only its member's own linen, and only while the tray is ready for a guest who is still expected.
CREATE TRIGGER linen_stands_on_its_tray BEFORE UPDATE OF place ON linen_piece WHEN NEW.place = 'tray'
BEGIN
    SELECT RAISE(ABORT, 'no tray is ready for this linen') WHERE NOT EXISTS
        (SELECT 1 FROM booking b JOIN tray t ON t.booking_id = b.id JOIN linen_set s ON s.member_no = b.member_no
         WHERE b.id = NEW.booking_id AND s.id = NEW.set_id AND t.state = 'ready'
           AND b.status IN ('booked', 'confirmed', 'arrived', 'in_treatment'));
END;

-- Pieces of a retired set never go back; only they go from the shelf into the wash, and into ordinary stock.
CREATE TRIGGER linen_of_retired_sets BEFORE UPDATE OF place ON linen_piece
WHEN NEW.place IN ('shelf', 'tray', 'ordinary_stock') OR (OLD.place = 'shelf' AND NEW.place = 'laundry')
BEGIN
    SELECT RAISE(ABORT, 'the set is retired') WHERE NEW.place IN ('shelf', 'tray') AND EXISTS
        (SELECT 1 FROM linen_set WHERE id = NEW.set_id AND retired_ms IS NOT NULL);
    SELECT RAISE(ABORT, 'the set is not retired') WHERE NEW.place NOT IN ('shelf', 'tray') AND NOT EXISTS
        (SELECT 1 FROM linen_set WHERE id = NEW.set_id AND retired_ms IS NOT NULL);
END;

-- A set never has more pieces than the policy gives it (§2.1): two towels for SVIP, one of everything else.
CREATE TRIGGER linen_set_takes_no_more BEFORE INSERT ON linen_piece
BEGIN
    SELECT RAISE(ABORT, 'the set has this piece') WHERE
        (SELECT count(*) FROM linen_piece WHERE set_id = NEW.set_id AND kind = NEW.kind
            AND place NOT IN ('replaced', 'ordinary_stock'))
        >= (SELECT CASE WHEN NEW.kind = 'towel' AND tier = 'svip' THEN 2 ELSE 1 END FROM linen_set WHERE id = NEW.set_id);
END;

CREATE TRIGGER linen_is_kept BEFORE DELETE ON linen_piece
BEGIN SELECT RAISE(ABORT, 'linen is never deleted'); END;

CREATE TRIGGER linen_keeps_its_owner BEFORE UPDATE OF set_id, kind ON linen_piece
BEGIN SELECT RAISE(ABORT, 'linen keeps its owner and kind'); END;

CREATE TRIGGER linen_set_keeps_its_owner BEFORE UPDATE OF member_no ON linen_set
BEGIN SELECT RAISE(ABORT, 'a set keeps its owner'); END;

CREATE TRIGGER linen_set_is_kept BEFORE DELETE ON linen_set
BEGIN SELECT RAISE(ABORT, 'linen sets are never deleted'); END;

CREATE TRIGGER linen_set_retires_once BEFORE UPDATE OF retired_ms ON linen_set
BEGIN
    SELECT RAISE(ABORT, 'a retired set stays retired') WHERE OLD.retired_ms IS NOT NULL;
    SELECT RAISE(ABORT, 'linen of this set is out') WHERE EXISTS
        (SELECT 1 FROM linen_piece WHERE set_id = OLD.id AND booking_id IS NOT NULL);
END;

-- Two trays (linen, slippers) are prepared for each VIP and SVIP booking; they go and come back together.
CREATE TABLE tray (
    booking_id BLOB PRIMARY KEY REFERENCES booking(id),
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'taken', 'returned', 'void')),
    taken_by   BLOB REFERENCES staff(id),
    since_ms   INTEGER NOT NULL,
    CHECK ((state IN ('taken', 'returned')) = (taken_by IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Trays come back empty, and are given up only empty.
CREATE TRIGGER tray_goes_known_ways BEFORE UPDATE OF state ON tray WHEN NEW.state <> OLD.state
BEGIN
    SELECT RAISE(ABORT, 'no such way for trays') WHERE (OLD.state, NEW.state) NOT IN
        (VALUES ('waiting', 'ready'), ('ready', 'waiting'), ('ready', 'taken'), ('taken', 'returned'), ('waiting', 'void'),
                ('ready', 'void'), ('void', 'waiting'));
    SELECT RAISE(ABORT, 'the tray still holds linen') WHERE NEW.state <> 'ready' AND EXISTS
        (SELECT 1 FROM linen_piece WHERE booking_id = OLD.booking_id AND place = 'tray');
END;

CREATE TRIGGER tray_is_kept BEFORE DELETE ON tray BEGIN SELECT RAISE(ABORT, 'trays are never deleted'); END;

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

-- What was said stays said, and is acknowledged once.
CREATE TRIGGER tray_call_is_fixed BEFORE UPDATE ON tray_call
WHEN OLD.acknowledged_ms IS NOT NULL OR NEW.booking_id <> OLD.booking_id OR NEW.kind <> OLD.kind OR NEW.at_ms <> OLD.at_ms
  OR NEW.said <> OLD.said
BEGIN SELECT RAISE(ABORT, 'calls are never changed'); END;

CREATE TRIGGER tray_call_is_kept BEFORE DELETE ON tray_call BEGIN SELECT RAISE(ABORT, 'calls are never deleted'); END;

