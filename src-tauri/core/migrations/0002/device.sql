-- Tablets of the shop. Of a token only its digest is kept; a revoked device stays, with who revoked it and when.

CREATE TABLE device_invitation (
    code_digest BLOB PRIMARY KEY CHECK (length(code_digest) = 32),
    invited_by  BLOB NOT NULL REFERENCES staff(id),
    ends_ms     INTEGER NOT NULL,
    used_ms     INTEGER CHECK (used_ms < ends_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    token_digest BLOB NOT NULL UNIQUE CHECK (length(token_digest) = 32),
    invitation   BLOB NOT NULL UNIQUE REFERENCES device_invitation(code_digest),
    paired_ms    INTEGER NOT NULL,
    seen_ms      INTEGER NOT NULL CHECK (seen_ms >= paired_ms),
    revoked_ms   INTEGER,
    revoked_by   BLOB REFERENCES staff(id),
    CHECK ((revoked_ms IS NULL) = (revoked_by IS NULL))
) STRICT, WITHOUT ROWID;

-- Two tablets in use never share a name: the journal names the device by it.
CREATE UNIQUE INDEX device_name ON device(name) WHERE revoked_ms IS NULL;

-- An invitation is used once; a revoked device never comes back under its old token.
CREATE TRIGGER device_invitation_once BEFORE UPDATE OF used_ms ON device_invitation WHEN OLD.used_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an invitation is used once'); END;
CREATE TRIGGER device_stays_revoked BEFORE UPDATE ON device WHEN OLD.revoked_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a revoked device stays revoked'); END;
CREATE TRIGGER device_is_kept BEFORE DELETE ON device
BEGIN SELECT RAISE(ABORT, 'devices are revoked, not deleted'); END;

-- By what the tablets know this shop: its own certificate authority, made once.
CREATE TABLE shop_identity (
    one         INTEGER PRIMARY KEY CHECK (one = 1),
    certificate TEXT NOT NULL,                               -- PEM
    private_key TEXT NOT NULL                                -- PEM
) STRICT;
