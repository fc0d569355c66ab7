-- A piece is where its last move took it, and only pieces of live bookings are on trays or in use.
SELECT count(*) FROM linen_piece p
WHERE p.place <> (SELECT to_place FROM linen_move m WHERE m.piece_id = p.id ORDER BY position DESC LIMIT 1)
   OR (p.booking_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = p.booking_id))
