-- Every entry is closed, and its debits equal its credits (policy §7).
SELECT count(*) FROM ledger_entry e
WHERE e.closed <> 1 OR (SELECT coalesce(sum(amount_fen), 1) FROM ledger_line l WHERE l.entry_seq = e.seq) <> 0
