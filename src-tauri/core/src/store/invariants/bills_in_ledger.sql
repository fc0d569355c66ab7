-- Every bill with money in it stands in the ledger, with the same amounts for each way of payment.
SELECT count(*) FROM bill b
WHERE b.due_fen > 0 AND (
    (SELECT count(*) FROM ledger_entry e WHERE e.bill_id = b.id) <> 1
 OR b.due_fen <> (SELECT coalesce(sum(l.amount_fen), 0) FROM ledger_entry e JOIN ledger_line l ON l.entry_seq = e.seq
                  WHERE e.bill_id = b.id AND l.account LIKE 'till.%'))
