-- Every member can be found by his name, by each of his numbers, and by his member number.
SELECT (SELECT count(*) FROM member m WHERE NOT EXISTS (SELECT 1 FROM member_key k WHERE k.member_no = m.no AND k.kind = 5))
     + (SELECT count(*) FROM member m WHERE NOT EXISTS
           (SELECT 1 FROM member_key k WHERE k.member_no = m.no AND k.kind = 7 AND k.key = CAST(m.no AS TEXT)))
     + (SELECT count(*) FROM member_phone p WHERE NOT EXISTS
           (SELECT 1 FROM member_key k WHERE k.member_no = p.member_no AND k.kind IN (1, 2) AND k.key = p.number))
