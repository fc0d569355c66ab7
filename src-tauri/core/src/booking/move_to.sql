UPDATE booking SET member_tier = :tier, room_id = :room, beautician_id = :beautician, business_date = :date, start_ms = :start,
    end_ms = :end, busy_until_ms = :busy_until, guests = :guests, lower_consultant_id = :consultant, lower_consent_how = :how,
    lower_consent_ms = :at
WHERE id = :id
