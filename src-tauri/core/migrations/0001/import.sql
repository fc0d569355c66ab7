-- Registers that were read in: which file, by whom, and the fate of every row of it.

CREATE TABLE import (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind      TEXT NOT NULL CHECK (kind IN ('front_desk_register', 'stockroom_register', 'price_list', 'rooms', 'staff')),
    file_name TEXT NOT NULL,
    digest    BLOB NOT NULL CHECK (length(digest) = 32),
    sheet     TEXT NOT NULL,
    at_ms     INTEGER NOT NULL,
    staff_id  BLOB REFERENCES staff(id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_row (
    import_id BLOB NOT NULL REFERENCES import(id),
    row       INTEGER NOT NULL,                              -- as the spreadsheet counts, from 1
    fate      TEXT NOT NULL CHECK (fate IN ('sure', 'doubtful', 'refused', 'blank', 'heading', 'total', 'merged', 'unchanged',
                                            'skipped')),
    written   TEXT NOT NULL CHECK (json_valid(written)),     -- the cells as they stood
    read      TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(read)),  -- what was read from them, by field
    member_no INTEGER REFERENCES member(no),
    doubts    TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(doubts)),
    PRIMARY KEY (import_id, row)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_row_by_member ON import_row(member_no) WHERE member_no IS NOT NULL;
