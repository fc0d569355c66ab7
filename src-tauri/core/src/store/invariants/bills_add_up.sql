-- What is due is the sum of the lines and the sum of the payments.
SELECT count(*) FROM bill b
WHERE b.due_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM bill_line l WHERE l.bill_id = b.id)
   OR b.due_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM payment p WHERE p.bill_id = b.id)
   OR b.list_fen <> (SELECT coalesce(sum(list_fen * quantity), 0) FROM bill_line l WHERE l.bill_id = b.id)
