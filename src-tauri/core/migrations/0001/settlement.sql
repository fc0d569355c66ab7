-- The till: bills, their lines and payments, and the double-entry ledger under them. Nothing is changed or deleted;
-- a correction is a reversing entry.

CREATE TABLE bill (
    id            BLOB PRIMARY KEY CHECK (length(id) = 16),
    number        TEXT NOT NULL UNIQUE,                      -- receipt number: business date and a running number
    business_date TEXT NOT NULL CHECK (business_date LIKE '____-__-__'),
    at_ms         INTEGER NOT NULL,
    booking_id    BLOB UNIQUE REFERENCES booking(id),
    member_no     INTEGER REFERENCES member(no),
    member_tier   TEXT NOT NULL CHECK (member_tier IN ('ordinary', 'vip', 'svip')),
    member_grade  TEXT NOT NULL CHECK (member_grade IN ('regular', 'silver', 'gold', 'platinum', 'diamond')),
    cashier_id    BLOB NOT NULL REFERENCES staff(id),
    list_fen      INTEGER NOT NULL CHECK (list_fen >= 0),
    due_fen       INTEGER NOT NULL CHECK (due_fen BETWEEN 0 AND list_fen),
    change_fen    INTEGER NOT NULL DEFAULT 0 CHECK (change_fen >= 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX bill_by_day ON bill(business_date, at_ms);
CREATE INDEX bill_by_member ON bill(member_no, business_date) WHERE member_no IS NOT NULL;

CREATE TABLE bill_line (
    bill_id    BLOB NOT NULL REFERENCES bill(id),
    position   INTEGER NOT NULL,
    item_id    BLOB NOT NULL REFERENCES item(id),
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('service', 'good')),
    quantity   INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 999),
    list_fen   INTEGER NOT NULL CHECK (list_fen >= 0),       -- for one
    unit_fen   INTEGER NOT NULL CHECK (unit_fen BETWEEN 0 AND list_fen),
    amount_fen INTEGER NOT NULL CHECK (amount_fen = unit_fen * quantity),
    rule       TEXT NOT NULL CHECK (rule IN ('list', 'tier', 'grade')),
    PRIMARY KEY (bill_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
    bill_id    BLOB NOT NULL REFERENCES bill(id),
    position   INTEGER NOT NULL,
    method     TEXT NOT NULL CHECK (method IN ('cash', 'wechat', 'alipay', 'card')),
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),      -- what stays with the salon: change already taken off
    PRIMARY KEY (bill_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_account (
    code TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'income', 'contra_income', 'expense', 'equity'))
) STRICT, WITHOUT ROWID;

INSERT INTO ledger_account (code, kind) VALUES
    ('till.cash', 'asset'), ('till.wechat', 'asset'), ('till.alipay', 'asset'), ('till.card', 'asset'),
    ('sales.service', 'income'), ('sales.good', 'income'), ('sales.discount', 'contra_income');

-- An entry is written open, its lines are added, then it is closed; closing it proves that debits equal credits.
CREATE TABLE ledger_entry (
    seq           INTEGER PRIMARY KEY,
    business_date TEXT NOT NULL CHECK (business_date LIKE '____-__-__'),
    at_ms         INTEGER NOT NULL,
    bill_id       BLOB REFERENCES bill(id),
    closed        INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;

CREATE INDEX ledger_entry_by_bill ON ledger_entry(bill_id) WHERE bill_id IS NOT NULL;

CREATE TABLE ledger_line (
    entry_seq  INTEGER NOT NULL REFERENCES ledger_entry(seq),
    position   INTEGER NOT NULL,
    account    TEXT NOT NULL REFERENCES ledger_account(code),
    amount_fen INTEGER NOT NULL CHECK (amount_fen <> 0),     -- debit positive, credit negative
    PRIMARY KEY (entry_seq, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_entry_starts_open BEFORE INSERT ON ledger_entry WHEN NEW.closed <> 0
BEGIN SELECT RAISE(ABORT, 'a ledger entry is closed by its sum'); END;

CREATE TRIGGER ledger_entry_balances BEFORE UPDATE ON ledger_entry
BEGIN
    SELECT RAISE(ABORT, 'a closed ledger entry is never changed') WHERE OLD.closed = 1;
    SELECT RAISE(ABORT, 'ledger entry does not balance')
        WHERE (SELECT coalesce(sum(amount_fen), 1) FROM ledger_line WHERE entry_seq = NEW.seq) <> 0;
END;

CREATE TRIGGER ledger_line_joins_open_entry BEFORE INSERT ON ledger_line
BEGIN SELECT RAISE(ABORT, 'a closed ledger entry is never changed')
    WHERE (SELECT closed FROM ledger_entry WHERE seq = NEW.entry_seq) <> 0; END;

CREATE TRIGGER ledger_line_is_fixed BEFORE UPDATE ON ledger_line BEGIN SELECT RAISE(ABORT, 'ledger lines are never changed'); END;
CREATE TRIGGER ledger_line_is_kept BEFORE DELETE ON ledger_line BEGIN SELECT RAISE(ABORT, 'ledger lines are never deleted'); END;
CREATE TRIGGER ledger_entry_is_kept BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END;

-- Closing an entry also proves that it tells the story of its bill: the lines, what is due, and what was taken are one sum.
CREATE TRIGGER ledger_entry_tells_its_bill BEFORE UPDATE ON ledger_entry WHEN NEW.bill_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the bill does not add up') WHERE NOT EXISTS (SELECT 1 FROM bill b WHERE b.id = NEW.bill_id
        AND b.list_fen = (SELECT coalesce(sum(list_fen * quantity), 0) FROM bill_line WHERE bill_id = b.id)
        AND b.due_fen = (SELECT coalesce(sum(amount_fen), 0) FROM bill_line WHERE bill_id = b.id)
        AND b.due_fen = (SELECT coalesce(sum(amount_fen), 0) FROM payment WHERE bill_id = b.id)
        AND b.due_fen = (SELECT coalesce(sum(amount_fen), 0) FROM ledger_line
                         WHERE entry_seq = NEW.seq AND account LIKE 'till.%'));
END;

CREATE TRIGGER bill_line_joins_open_bill BEFORE INSERT ON bill_line
BEGIN SELECT RAISE(ABORT, 'bills are never changed') WHERE EXISTS
    (SELECT 1 FROM ledger_entry WHERE bill_id = NEW.bill_id AND closed = 1); END;

CREATE TRIGGER payment_joins_open_bill BEFORE INSERT ON payment
BEGIN SELECT RAISE(ABORT, 'bills are never changed') WHERE EXISTS
    (SELECT 1 FROM ledger_entry WHERE bill_id = NEW.bill_id AND closed = 1); END;

-- A bill settles a finished visit of its own member; a visit is settled by its bill, and stays settled.
CREATE TRIGGER bill_settles_a_finished_visit BEFORE INSERT ON bill WHEN NEW.booking_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the visit is not finished') WHERE NOT EXISTS
    (SELECT 1 FROM booking WHERE id = NEW.booking_id AND status = 'finished' AND member_no IS NEW.member_no); END;

CREATE TRIGGER booking_is_settled_by_its_bill BEFORE UPDATE OF status ON booking
WHEN NEW.status <> OLD.status AND (NEW.status = 'settled' OR OLD.status = 'settled')
BEGIN
    SELECT RAISE(ABORT, 'a settled visit stays settled') WHERE OLD.status = 'settled';
    SELECT RAISE(ABORT, 'a visit is settled by its bill') WHERE NOT EXISTS
        (SELECT 1 FROM bill WHERE booking_id = NEW.id);
END;

CREATE TRIGGER bill_is_fixed BEFORE UPDATE ON bill BEGIN SELECT RAISE(ABORT, 'bills are never changed'); END;
CREATE TRIGGER bill_is_kept BEFORE DELETE ON bill BEGIN SELECT RAISE(ABORT, 'bills are never deleted'); END;
CREATE TRIGGER bill_line_is_fixed BEFORE UPDATE ON bill_line BEGIN SELECT RAISE(ABORT, 'bills are never changed'); END;
CREATE TRIGGER bill_line_is_kept BEFORE DELETE ON bill_line BEGIN SELECT RAISE(ABORT, 'bills are never deleted'); END;
CREATE TRIGGER payment_is_fixed BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'payments are never changed'); END;
CREATE TRIGGER payment_is_kept BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'payments are never deleted'); END;

