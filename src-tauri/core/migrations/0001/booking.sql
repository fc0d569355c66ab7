-- Bookings, and the visits they become. Nothing is deleted: a cancelled booking stays, with its reason.

CREATE TABLE booking (
    id             BLOB PRIMARY KEY CHECK (length(id) = 16),
    member_no      INTEGER NOT NULL REFERENCES member(no),
    member_tier    TEXT NOT NULL CHECK (member_tier IN ('ordinary', 'vip', 'svip')),
    room_id        BLOB NOT NULL REFERENCES room(id),
    beautician_id  BLOB NOT NULL REFERENCES staff(id),
    business_date  TEXT NOT NULL CHECK (business_date LIKE '____-__-__'),
    start_ms       INTEGER NOT NULL,
    end_ms         INTEGER NOT NULL,
    busy_until_ms  INTEGER NOT NULL,                        -- end plus the turnover after it
    guests         INTEGER NOT NULL DEFAULT 1 CHECK (guests BETWEEN 1 AND 8),
    status         TEXT NOT NULL CHECK (status IN
        ('booked', 'confirmed', 'arrived', 'in_treatment', 'finished', 'settled', 'cancelled', 'no_show')),
    source         TEXT NOT NULL CHECK (source IN ('phone', 'wechat', 'walk_in')),
    notes          TEXT NOT NULL DEFAULT '',
    taken_by       BLOB NOT NULL REFERENCES staff(id),
    taken_ms       INTEGER NOT NULL,
    -- The one exception of policy §3.4: one tier lower, agreed by a consultant with the customer, this time only.
    lower_consultant_id BLOB REFERENCES staff(id),
    lower_consent_how   TEXT CHECK (lower_consent_how IN ('phone', 'in_person', 'wechat')),
    lower_consent_ms    INTEGER,
    CHECK (start_ms < end_ms AND end_ms <= busy_until_ms),
    CHECK (end_ms - start_ms <= 12 * 3600000),
    CHECK ((lower_consultant_id IS NULL) = (lower_consent_how IS NULL)
       AND (lower_consultant_id IS NULL) = (lower_consent_ms IS NULL)),
    CHECK (lower_consultant_id IS NULL OR member_tier <> 'ordinary')
) STRICT, WITHOUT ROWID;

CREATE INDEX booking_by_day ON booking(business_date, start_ms);
CREATE INDEX booking_by_room ON booking(room_id, start_ms) WHERE status NOT IN ('cancelled', 'no_show');
CREATE INDEX booking_by_beautician ON booking(beautician_id, start_ms) WHERE status NOT IN ('cancelled', 'no_show');
CREATE INDEX booking_by_member ON booking(member_no, start_ms);

CREATE TABLE booking_service (
    booking_id BLOB NOT NULL REFERENCES booking(id),
    position   INTEGER NOT NULL,
    item_id    BLOB NOT NULL REFERENCES item(id),
    PRIMARY KEY (booking_id, position)
) STRICT, WITHOUT ROWID;

-- Each step of a booking's life and each change: who, when, why, with whose consent.
CREATE TABLE booking_step (
    booking_id  BLOB NOT NULL REFERENCES booking(id),
    position    INTEGER NOT NULL,
    at_ms       INTEGER NOT NULL,
    staff_id    BLOB NOT NULL REFERENCES staff(id),
    step        TEXT NOT NULL CHECK (step IN ('taken', 'moved', 'confirmed', 'arrived', 'in_treatment', 'finished', 'settled',
                                             'cancelled', 'no_show')),
    reason      TEXT NOT NULL DEFAULT '',
    consent_how TEXT CHECK (consent_how IN ('phone', 'in_person', 'wechat')),
    PRIMARY KEY (booking_id, position),
    CHECK (step NOT IN ('cancelled', 'no_show') OR reason <> ''),
    CHECK (step <> 'moved' OR consent_how IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- No two bookings overlap in one room, for one beautician, or for one member. Half-open: [start, busy_until).
-- A booking lasts at most 12 hours and its turnover at most 3, so no older booking than 15 hours can reach in.
CREATE TRIGGER booking_does_not_overlap_insert BEFORE INSERT ON booking WHEN NEW.status NOT IN ('cancelled', 'no_show')
BEGIN
    SELECT RAISE(ABORT, 'room is busy') WHERE EXISTS (SELECT 1 FROM booking
        WHERE room_id = NEW.room_id AND status NOT IN ('cancelled', 'no_show')
          AND start_ms < NEW.busy_until_ms AND start_ms > NEW.start_ms - 54000000 AND busy_until_ms > NEW.start_ms);
    SELECT RAISE(ABORT, 'beautician is busy') WHERE EXISTS (SELECT 1 FROM booking
        WHERE beautician_id = NEW.beautician_id AND status NOT IN ('cancelled', 'no_show')
          AND start_ms < NEW.busy_until_ms AND start_ms > NEW.start_ms - 54000000 AND busy_until_ms > NEW.start_ms);
    SELECT RAISE(ABORT, 'member is busy') WHERE EXISTS (SELECT 1 FROM booking
        WHERE member_no = NEW.member_no AND status NOT IN ('cancelled', 'no_show')
          AND start_ms < NEW.busy_until_ms AND start_ms > NEW.start_ms - 54000000 AND busy_until_ms > NEW.start_ms);
END;

CREATE TRIGGER booking_does_not_overlap_update
BEFORE UPDATE OF room_id, beautician_id, member_no, start_ms, busy_until_ms, status ON booking
WHEN NEW.status NOT IN ('cancelled', 'no_show')
BEGIN
    SELECT RAISE(ABORT, 'room is busy') WHERE EXISTS (SELECT 1 FROM booking
        WHERE room_id = NEW.room_id AND id <> NEW.id AND status NOT IN ('cancelled', 'no_show')
          AND start_ms < NEW.busy_until_ms AND start_ms > NEW.start_ms - 54000000 AND busy_until_ms > NEW.start_ms);
    SELECT RAISE(ABORT, 'beautician is busy') WHERE EXISTS (SELECT 1 FROM booking
        WHERE beautician_id = NEW.beautician_id AND id <> NEW.id AND status NOT IN ('cancelled', 'no_show')
          AND start_ms < NEW.busy_until_ms AND start_ms > NEW.start_ms - 54000000 AND busy_until_ms > NEW.start_ms);
    SELECT RAISE(ABORT, 'member is busy') WHERE EXISTS (SELECT 1 FROM booking
        WHERE member_no = NEW.member_no AND id <> NEW.id AND status NOT IN ('cancelled', 'no_show')
          AND start_ms < NEW.busy_until_ms AND start_ms > NEW.start_ms - 54000000 AND busy_until_ms > NEW.start_ms);
END;

-- Strict tiers (policy §3.1–3.3): the room's tier is the member's, or exactly one lower with the exception's three proofs.
CREATE TRIGGER booking_keeps_tier_insert BEFORE INSERT ON booking
BEGIN
    SELECT RAISE(ABORT, 'room of another tier') WHERE NOT EXISTS (SELECT 1 FROM room
        WHERE id = NEW.room_id AND (tier = NEW.member_tier OR (NEW.lower_consultant_id IS NOT NULL
          AND ((NEW.member_tier = 'svip' AND tier = 'vip') OR (NEW.member_tier = 'vip' AND tier = 'ordinary')))));
END;

CREATE TRIGGER booking_keeps_tier_update BEFORE UPDATE OF room_id, member_tier, lower_consultant_id ON booking
BEGIN
    SELECT RAISE(ABORT, 'room of another tier') WHERE NOT EXISTS (SELECT 1 FROM room
        WHERE id = NEW.room_id AND (tier = NEW.member_tier OR (NEW.lower_consultant_id IS NOT NULL
          AND ((NEW.member_tier = 'svip' AND tier = 'vip') OR (NEW.member_tier = 'vip' AND tier = 'ordinary')))));
END;

CREATE TRIGGER booking_is_kept BEFORE DELETE ON booking
BEGIN SELECT RAISE(ABORT, 'bookings are never deleted'); END;

