-- A booking keeps its guest; while its trays are out it keeps its room, its day and its guest's tier as well.
CREATE TRIGGER booking_keeps_its_guest BEFORE UPDATE OF member_no ON booking WHEN NEW.member_no <> OLD.member_no
BEGIN SELECT RAISE(ABORT, 'a booking keeps its guest'); END;

CREATE TRIGGER booking_stays_where_its_trays_are BEFORE UPDATE OF room_id, business_date, member_tier ON booking
WHEN NEW.room_id <> OLD.room_id OR NEW.business_date <> OLD.business_date OR NEW.member_tier <> OLD.member_tier
BEGIN
    SELECT RAISE(ABORT, 'the trays of this booking are out') WHERE EXISTS
        (SELECT 1 FROM tray WHERE booking_id = OLD.id AND state IN ('taken', 'returned'));
END;
