-- The salon itself: its settings, each with the day from which it holds, and the journal of every write.

CREATE TABLE setting (
    key            TEXT NOT NULL,
    effective_from TEXT NOT NULL CHECK (effective_from LIKE '____-__-__'),
    value          TEXT NOT NULL CHECK (json_valid(value)),
    PRIMARY KEY (key, effective_from)
) STRICT, WITHOUT ROWID;

-- One row for each write, chained by hashes. Never changed, never deleted; only the texts may be blanked when a member's
-- data is erased (their digests stay, so the chain still holds).
CREATE TABLE journal (
    seq           INTEGER PRIMARY KEY CHECK (seq > 0),
    at_ms         INTEGER NOT NULL,
    staff_id      BLOB,
    device        TEXT NOT NULL,
    op            TEXT NOT NULL,
    request_id    BLOB NOT NULL UNIQUE CHECK (length(request_id) = 16),
    args          TEXT,
    args_digest   BLOB NOT NULL CHECK (length(args_digest) = 32),
    answer        TEXT,
    answer_digest BLOB NOT NULL CHECK (length(answer_digest) = 32),
    hash          BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;

CREATE TRIGGER journal_is_fixed BEFORE UPDATE ON journal
WHEN NEW.seq IS NOT OLD.seq OR NEW.at_ms IS NOT OLD.at_ms OR NEW.staff_id IS NOT OLD.staff_id OR NEW.device IS NOT OLD.device
  OR NEW.op IS NOT OLD.op OR NEW.request_id IS NOT OLD.request_id OR NEW.args_digest IS NOT OLD.args_digest
  OR NEW.answer_digest IS NOT OLD.answer_digest OR NEW.hash IS NOT OLD.hash
  OR (NEW.args IS NOT NULL AND NEW.args IS NOT OLD.args) OR (NEW.answer IS NOT NULL AND NEW.answer IS NOT OLD.answer)
BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

