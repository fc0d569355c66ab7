-- A room's tier is the member's, or one lower with a consultant's and the customer's consent (policy §3.1–3.4).
SELECT count(*) FROM booking JOIN room ON room.id = booking.room_id
WHERE room.tier <> booking.member_tier
  AND NOT (lower_consultant_id IS NOT NULL
    AND ((member_tier = 'svip' AND room.tier = 'vip') OR (member_tier = 'vip' AND room.tier = 'ordinary')))
