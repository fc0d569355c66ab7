-- A visit is settled exactly when it has its bill.
SELECT count(*) FROM booking b
WHERE (b.status = 'settled') <> EXISTS (SELECT 1 FROM bill WHERE bill.booking_id = b.id)
