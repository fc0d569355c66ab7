-- The people who work here, what they do (one person may do several things), and their PINs.

CREATE TABLE staff (
    id                BLOB PRIMARY KEY CHECK (length(id) = 16),
    number            TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 12),
    name              TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    team              TEXT,                                  -- 组别: a consultant reviews for her own team
    active            INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    pin_hash          TEXT,                                  -- Argon2id, PHC form; NULL until the first PIN is set
    pin_failures      INTEGER NOT NULL DEFAULT 0 CHECK (pin_failures >= 0),
    locked_until_ms   INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_role (
    staff_id BLOB NOT NULL REFERENCES staff(id),
    role     TEXT NOT NULL CHECK (role IN
        ('front_desk', 'stockroom', 'beautician', 'consultant', 'cleaner', 'laundry', 'supervisor', 'manager')),
    PRIMARY KEY (staff_id, role)
) STRICT, WITHOUT ROWID;

