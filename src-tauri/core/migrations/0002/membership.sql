-- Search rows stand in the order of what is typed: one walk along the beginning of a key meets every kind of it, the whole
-- keys first. The member number is a key like the others.
CREATE TABLE member_key_in_order (
    key       TEXT NOT NULL,
    kind      INTEGER NOT NULL,                              -- membership::keys::KeyKind
    member_no INTEGER NOT NULL REFERENCES member(no),
    PRIMARY KEY (key, kind, member_no)
) STRICT, WITHOUT ROWID;

INSERT INTO member_key_in_order (key, kind, member_no)
    SELECT key, kind, member_no FROM member_key UNION ALL SELECT CAST(no AS TEXT), 7, no FROM member;

DROP TABLE member_key;
ALTER TABLE member_key_in_order RENAME TO member_key;
CREATE INDEX member_key_by_member ON member_key(member_no);

-- The number that is shown first is read off this index, without sorting.
CREATE INDEX member_phone_first ON member_phone(member_no, current DESC, position, number);
