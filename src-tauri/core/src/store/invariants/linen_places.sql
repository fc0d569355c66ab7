-- A piece is where its last move took it. What is out is out for its own member: on a tray only while that tray is ready,
-- and not for a guest who was called off, elsewhere only after the trays were taken. A retired set has nothing
-- on the shelf, and nothing is made for it.
SELECT count(*) FROM linen_piece p
JOIN linen_set s ON s.id = p.set_id
LEFT JOIN booking b ON b.id = p.booking_id
LEFT JOIN tray t ON t.booking_id = p.booking_id
WHERE p.place IS NOT (SELECT to_place FROM linen_move m WHERE m.piece_id = p.id ORDER BY position DESC LIMIT 1)
   OR (p.booking_id IS NOT NULL AND b.member_no IS NOT s.member_no)
   OR (p.place = 'tray' AND (t.state IS NOT 'ready' OR b.status IN ('cancelled', 'no_show')))
   OR (p.place IN ('disinfection', 'in_use') AND (t.state IS NULL OR t.state NOT IN ('taken', 'returned')))
   OR (s.retired_ms IS NOT NULL AND p.place IN ('in_making', 'shelf', 'tray', 'disinfection', 'in_use'))
