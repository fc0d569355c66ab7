-- A living set has its pieces: two towels for SVIP, one for VIP, one of each other kind (policy §2.1). A lost or damaged
-- piece counts until it is replaced.
SELECT count(*) FROM linen_set s
JOIN (SELECT 'towel' AS kind UNION ALL SELECT 'bath_towel' UNION ALL SELECT 'bathrobe' UNION ALL SELECT 'slippers'
      UNION ALL SELECT 'headband') k
WHERE s.retired_ms IS NULL
  AND (SELECT count(*) FROM linen_piece p WHERE p.set_id = s.id AND p.kind = k.kind AND p.place NOT IN ('replaced', 'ordinary_stock'))
      <> CASE WHEN k.kind = 'towel' AND s.tier = 'svip' THEN 2 ELSE 1 END
