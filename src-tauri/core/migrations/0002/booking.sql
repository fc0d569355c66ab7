-- A booking keeps its guest; while its trays are out it keeps its room, its day and its guest's tier as well.
CREATE TRIGGER booking_keeps_its_guest BEFORE UPDATE OF member_no ON booking WHEN NEW.member_no <> OLD.member_no
BEGIN SELECT RAISE(ABORT, 'a booking keeps its guest'); END;

CREATE TRIGGER booking_stays_where_its_trays_are BEFORE UPDATE OF room_id, business_date, member_tier ON booking
WHEN NEW.room_id <> OLD.room_id OR NEW.business_date <> OLD.business_date OR NEW.member_tier <> OLD.member_tier
BEGIN
    SELECT RAISE(ABORT, 'the trays of this booking are out') WHERE EXISTS
        (SELECT 1 FROM tray WHERE booking_id = OLD.id AND state IN ('taken', 'returned'));
END;

-- One treatment at a time in a room, by a beautician and for a guest. Where a store of the first schema says otherwise, the
-- earlier one has ended.
CREATE TABLE ended AS SELECT a.id FROM booking a WHERE a.status = 'in_treatment' AND EXISTS
    (SELECT 1 FROM booking b WHERE b.status = 'in_treatment' AND (b.start_ms, b.id) > (a.start_ms, a.id)
        AND (b.room_id = a.room_id OR b.beautician_id = a.beautician_id OR b.member_no = a.member_no));
UPDATE booking SET status = 'finished' WHERE id IN (SELECT id FROM ended);
INSERT INTO booking_step (booking_id, position, at_ms, staff_id, step, reason)
    SELECT b.id, (SELECT count(*) FROM booking_step s WHERE s.booking_id = b.id), b.end_ms, b.taken_by, 'finished', '?'
    FROM booking b JOIN ended ON ended.id = b.id;
DROP TABLE ended;

CREATE UNIQUE INDEX booking_in_treatment_by_room ON booking(room_id) WHERE status = 'in_treatment';
CREATE UNIQUE INDEX booking_in_treatment_by_beautician ON booking(beautician_id) WHERE status = 'in_treatment';
CREATE UNIQUE INDEX booking_in_treatment_by_member ON booking(member_no) WHERE status = 'in_treatment';
