-- What was booked but not done: each with its reason and who said so. A visit is settled only when every service it was
-- booked for stands on its bill or here.
CREATE TABLE service_not_done (
    booking_id BLOB NOT NULL,
    position   INTEGER NOT NULL,
    reason     TEXT NOT NULL CHECK (length(trim(reason)) BETWEEN 1 AND 200),
    staff_id   BLOB NOT NULL REFERENCES staff(id),
    at_ms      INTEGER NOT NULL,
    PRIMARY KEY (booking_id, position),
    FOREIGN KEY (booking_id, position) REFERENCES booking_service(booking_id, position)
) STRICT, WITHOUT ROWID;

-- Bills of the first schema could leave a booked service out without a word: their cashier is named, the reason is not known.
INSERT INTO service_not_done (booking_id, position, reason, staff_id, at_ms)
SELECT s.booking_id, s.position, '?', b.cashier_id, b.at_ms
FROM booking_service s JOIN bill b ON b.booking_id = s.booking_id
WHERE (SELECT count(*) FROM booking_service t
       WHERE t.booking_id = s.booking_id AND t.item_id = s.item_id AND t.position <= s.position)
    > (SELECT coalesce(sum(quantity), 0) FROM bill_line l WHERE l.bill_id = b.id AND l.item_id = s.item_id);

CREATE TRIGGER service_not_done_is_said_at_the_end BEFORE INSERT ON service_not_done
BEGIN SELECT RAISE(ABORT, 'the visit is not finished') WHERE NOT EXISTS
    (SELECT 1 FROM booking WHERE id = NEW.booking_id AND status = 'finished'); END;

CREATE TRIGGER service_not_done_is_fixed BEFORE UPDATE ON service_not_done
BEGIN SELECT RAISE(ABORT, 'what was not done is never changed'); END;
CREATE TRIGGER service_not_done_is_kept BEFORE DELETE ON service_not_done
BEGIN SELECT RAISE(ABORT, 'what was not done is never deleted'); END;

CREATE TRIGGER booking_is_settled_in_full BEFORE UPDATE OF status ON booking WHEN NEW.status = 'settled' AND OLD.status <> 'settled'
BEGIN
    SELECT RAISE(ABORT, 'a booked service is neither billed nor marked as not done') WHERE EXISTS
        (SELECT 1 FROM booking_service s WHERE s.booking_id = NEW.id AND EXISTS (SELECT 1 FROM bill WHERE booking_id = NEW.id)
         GROUP BY s.item_id
         HAVING count(*) > (SELECT coalesce(sum(l.quantity), 0) FROM bill b JOIN bill_line l ON l.bill_id = b.id
                            WHERE b.booking_id = NEW.id AND l.item_id = s.item_id)
                         + (SELECT count(*) FROM service_not_done n JOIN booking_service t
                                ON t.booking_id = n.booking_id AND t.position = n.position
                            WHERE n.booking_id = NEW.id AND t.item_id = s.item_id));
END;

-- What a settled visit was booked for stays as it was.
CREATE TRIGGER booking_service_of_settled_is_kept BEFORE DELETE ON booking_service
BEGIN SELECT RAISE(ABORT, 'the services of a settled visit are never changed') WHERE EXISTS
    (SELECT 1 FROM booking WHERE id = OLD.booking_id AND status = 'settled'); END;
CREATE TRIGGER booking_service_of_settled_is_fixed BEFORE UPDATE ON booking_service
BEGIN SELECT RAISE(ABORT, 'the services of a settled visit are never changed') WHERE EXISTS
    (SELECT 1 FROM booking WHERE id IN (OLD.booking_id, NEW.booking_id) AND status = 'settled'); END;
CREATE TRIGGER booking_service_joins_open_visit BEFORE INSERT ON booking_service
BEGIN SELECT RAISE(ABORT, 'the services of a settled visit are never changed') WHERE EXISTS
    (SELECT 1 FROM booking WHERE id = NEW.booking_id AND status = 'settled'); END;
