SELECT b.id, b.number, b.at_ms, b.member_no, m.name, c.name, b.list_fen, b.due_fen, b.change_fen, r.number, s.name
FROM bill b
JOIN staff c ON c.id = b.cashier_id
LEFT JOIN member m ON m.no = b.member_no
LEFT JOIN booking v ON v.id = b.booking_id
LEFT JOIN room r ON r.id = v.room_id
LEFT JOIN staff s ON s.id = v.beautician_id
