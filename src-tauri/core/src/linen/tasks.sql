SELECT p.id, p.kind, s.member_no, m.name, s.slot, p.place, p.note, r.number, p.booking_id,
       s.id, s.tier, s.due_on, p.since_ms, s.retired_ms IS NOT NULL
FROM linen_piece p
JOIN linen_set s ON s.id = p.set_id
JOIN member m ON m.no = s.member_no
LEFT JOIN booking b ON b.id = p.booking_id
LEFT JOIN room r ON r.id = b.room_id
