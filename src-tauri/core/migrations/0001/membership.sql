-- Members: everyone who has come once. The short number is the rowid: what is printed and spoken.

CREATE TABLE member (
    no                  INTEGER PRIMARY KEY,
    id                  BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name                TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    gender              TEXT CHECK (gender IN ('female', 'male')),
    -- A birthday is kept as it is known: solar or lunar, with or without the year, or the year alone.
    birth_calendar      TEXT CHECK (birth_calendar IN ('solar', 'lunar')),
    birth_year          INTEGER CHECK (birth_year BETWEEN 1900 AND 2200),
    birth_month         INTEGER CHECK (birth_month BETWEEN 1 AND 12),
    birth_day           INTEGER CHECK (birth_day BETWEEN 1 AND 31),
    usual_beautician_id BLOB REFERENCES staff(id),
    occupation          TEXT NOT NULL DEFAULT '',
    notes               TEXT NOT NULL DEFAULT '',
    created_ms          INTEGER NOT NULL,
    CHECK ((birth_month IS NULL) = (birth_day IS NULL)),
    CHECK ((birth_calendar IS NULL) = (birth_year IS NULL AND birth_month IS NULL))
) STRICT;

CREATE INDEX member_by_beautician ON member(usual_beautician_id) WHERE usual_beautician_id IS NOT NULL;

-- Numbers are stored normalised. Several members may share one (a family); a changed one is kept as former.
CREATE TABLE member_phone (
    member_no INTEGER NOT NULL REFERENCES member(no),
    number    TEXT NOT NULL CHECK (length(number) BETWEEN 5 AND 15 AND number NOT GLOB '*[^0-9]*'),
    current   INTEGER NOT NULL CHECK (current IN (0, 1)),
    position  INTEGER NOT NULL,
    since_ms  INTEGER NOT NULL,
    PRIMARY KEY (member_no, number)
) STRICT, WITHOUT ROWID;

-- What must never be overlooked: it stands on the card and on every booking.
CREATE TABLE member_allergy (
    member_no INTEGER NOT NULL REFERENCES member(no),
    allergy   TEXT NOT NULL CHECK (length(allergy) BETWEEN 1 AND 200),
    PRIMARY KEY (member_no, allergy)
) STRICT, WITHOUT ROWID;

-- The row of the paper or spreadsheet register a member (or a part of his file) came from, as it was written.
CREATE TABLE member_source (
    member_no INTEGER NOT NULL REFERENCES member(no),
    import_id BLOB NOT NULL,
    sheet     TEXT NOT NULL,
    row       INTEGER NOT NULL,
    written   TEXT NOT NULL CHECK (json_valid(written)),     -- the cells, left to right
    PRIMARY KEY (member_no, import_id, row)
) STRICT, WITHOUT ROWID;

-- Search never scans: each way a member can be asked for is a row here, found by its beginning.
CREATE TABLE member_key (
    kind      INTEGER NOT NULL,                              -- membership::find::KeyKind
    key       TEXT NOT NULL,
    member_no INTEGER NOT NULL REFERENCES member(no),
    PRIMARY KEY (kind, key, member_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_key_by_member ON member_key(member_no);

-- The qualification (资格), granted by approval. Without a row here a member is Ordinary.
CREATE TABLE qualification (
    id            BLOB PRIMARY KEY CHECK (length(id) = 16),
    member_no     INTEGER NOT NULL REFERENCES member(no),
    tier          TEXT NOT NULL CHECK (tier IN ('vip', 'svip')),
    approved_on   TEXT CHECK (approved_on LIKE '____-__-__'),  -- NULL only where an imported register has none
    cancelled_on  TEXT,                                       -- a date, or a month where the register says no more
    source        TEXT NOT NULL CHECK (source IN ('register', 'application'))
) STRICT, WITHOUT ROWID;

-- A member has at most one valid qualification.
CREATE UNIQUE INDEX qualification_in_force ON qualification(member_no) WHERE cancelled_on IS NULL;
CREATE INDEX qualification_by_member ON qualification(member_no);

