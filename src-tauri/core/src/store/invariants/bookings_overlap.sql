-- No two live bookings share a moment in one room, for one beautician, or for one member (policy §3).
SELECT count(*) FROM booking a JOIN booking b
    ON b.start_ms < a.busy_until_ms AND a.start_ms < b.busy_until_ms AND a.start_ms - 54000000 < b.start_ms AND a.id < b.id
WHERE a.status NOT IN ('cancelled', 'no_show') AND b.status NOT IN ('cancelled', 'no_show')
  AND (a.room_id = b.room_id OR a.beautician_id = b.beautician_id OR a.member_no = b.member_no)
