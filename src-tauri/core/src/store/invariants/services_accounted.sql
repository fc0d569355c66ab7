-- Each service a settled visit was booked for stands on its bill, or is marked as not done (policy §7).
SELECT count(*) FROM booking_service s JOIN booking b ON b.id = s.booking_id
WHERE b.status = 'settled'
  AND (SELECT count(*) FROM booking_service t WHERE t.booking_id = s.booking_id AND t.item_id = s.item_id)
    > (SELECT coalesce(sum(l.quantity), 0) FROM bill JOIN bill_line l ON l.bill_id = bill.id
       WHERE bill.booking_id = s.booking_id AND l.item_id = s.item_id)
    + (SELECT count(*) FROM service_not_done n JOIN booking_service t ON t.booking_id = n.booking_id AND t.position = n.position
       WHERE n.booking_id = s.booking_id AND t.item_id = s.item_id)
