-- Each VIP and SVIP booking was called out to the stockroom, and each cancellation of one (policy §3.6).
SELECT count(*) FROM booking b
WHERE b.member_tier <> 'ordinary'
  AND (NOT EXISTS (SELECT 1 FROM tray WHERE tray.booking_id = b.id)
    OR NOT EXISTS (SELECT 1 FROM tray_call c WHERE c.booking_id = b.id AND c.kind <> 'cancelled')
    OR (b.status IN ('cancelled', 'no_show')
        AND NOT EXISTS (SELECT 1 FROM tray_call c WHERE c.booking_id = b.id AND c.kind = 'cancelled')))
