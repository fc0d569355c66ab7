SELECT b.id, b.member_no, m.name, b.member_tier, b.start_ms, b.end_ms, b.status, r.number, s.name
FROM booking b
JOIN member m ON m.no = b.member_no
JOIN room r ON r.id = b.room_id
JOIN staff s ON s.id = b.beautician_id
