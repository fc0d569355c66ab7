-- What has been booked or sold stays a service or a good.
CREATE TRIGGER item_keeps_its_kind BEFORE UPDATE OF kind ON item WHEN NEW.kind <> OLD.kind
BEGIN
    SELECT RAISE(ABORT, 'an item that was used keeps its kind') WHERE
        EXISTS (SELECT 1 FROM booking_service WHERE item_id = OLD.id) OR EXISTS (SELECT 1 FROM bill_line WHERE item_id = OLD.id);
END;
