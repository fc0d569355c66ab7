-- Trays come back empty only from a guest who has come, or was called off; none are to be prepared for one who is not expected
-- any more; given up are only hers, and those of a guest whose set was retired since she booked (policy §2.4, §2.7): in the same moment, as
-- a clock that ran ahead may have written the booking.
SELECT count(*) FROM tray t JOIN booking b ON b.id = t.booking_id
WHERE (t.state = 'returned' AND b.status IN ('booked', 'confirmed'))
   OR (t.state = 'waiting' AND b.status IN ('finished', 'settled', 'cancelled', 'no_show'))
   OR (t.state = 'ready' AND b.status IN ('cancelled', 'no_show'))
   OR (t.state = 'void' AND b.status IN ('booked', 'confirmed', 'arrived', 'in_treatment') AND b.member_tier <> 'ordinary'
       AND NOT EXISTS (SELECT 1 FROM linen_set s WHERE s.member_no = b.member_no AND (s.retired_ms >= b.taken_ms OR s.retired_ms = t.since_ms)))
