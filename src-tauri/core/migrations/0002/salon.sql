-- A planned setting may be withdrawn before its day: the row stays, marked with who withdrew it and when.
ALTER TABLE setting ADD COLUMN withdrawn_by BLOB REFERENCES staff(id);
ALTER TABLE setting ADD COLUMN withdrawn_ms INTEGER CHECK ((withdrawn_ms IS NULL) = (withdrawn_by IS NULL));

CREATE TRIGGER setting_is_kept BEFORE DELETE ON setting
BEGIN SELECT RAISE(ABORT, 'settings are never deleted'); END;
