-- One treatment at a time goes on in a room, by a beautician and for a guest.
SELECT count(*) FROM booking a JOIN booking b ON b.status = 'in_treatment' AND a.id < b.id
WHERE a.status = 'in_treatment'
  AND (a.room_id = b.room_id OR a.beautician_id = b.beautician_id OR a.member_no = b.member_no)
