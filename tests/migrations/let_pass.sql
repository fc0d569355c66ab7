-- What the first schema let pass, for the test that it is put in order on the way up.
INSERT INTO booking_service (booking_id, position, item_id)
    SELECT booking_id, 9, (SELECT id FROM item WHERE code = 'S003') FROM booking_service LIMIT 1;
INSERT INTO booking SELECT zeroblob(16), member_no, member_tier, room_id, beautician_id, business_date,
    start_ms + 18000000, end_ms + 18000000, busy_until_ms + 18000000, guests, 'booked', source, notes, taken_by,
    taken_ms, NULL, NULL, NULL FROM booking;
INSERT INTO tray (booking_id, state, taken_by, since_ms) SELECT id, 'returned', taken_by, 1 FROM booking
    WHERE id = zeroblob(16);
INSERT INTO tray_call (id, booking_id, kind, at_ms, said) SELECT randomblob(16), zeroblob(16), 'new', at_ms, said
    FROM tray_call LIMIT 1;
INSERT INTO booking SELECT randomblob(16), member_no, member_tier, room_id, beautician_id, business_date,
    start_ms + later, end_ms + later, busy_until_ms + later, guests, 'in_treatment', source, notes, taken_by,
    taken_ms, NULL, NULL, NULL FROM booking, (SELECT 86400000 AS later UNION SELECT 172800000)
    WHERE status = 'settled';
INSERT INTO tray (booking_id, state, since_ms) SELECT id, 'waiting', 1 FROM booking WHERE status = 'in_treatment';
INSERT INTO tray_call (id, booking_id, kind, at_ms, said) SELECT randomblob(16), b.id, 'new', at_ms, said
    FROM booking b, (SELECT at_ms, said FROM tray_call LIMIT 1) WHERE b.status = 'in_treatment';
INSERT INTO linen_set (id, member_no, tier, retired_ms) SELECT zeroblob(16), member_no, tier, 1 FROM linen_set;
INSERT INTO linen_piece (id, set_id, kind, place, since_ms)
    VALUES (zeroblob(16), zeroblob(16), 'towel', 'in_making', 1);
INSERT INTO linen_move (piece_id, position, at_ms, to_place) VALUES (zeroblob(16), 1, 1, 'in_making');
