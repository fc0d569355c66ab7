INSERT INTO booking (id, member_no, member_tier, room_id, beautician_id, business_date, start_ms, end_ms, busy_until_ms, guests,
                     status, source, notes, taken_by, taken_ms, lower_consultant_id, lower_consent_how, lower_consent_ms)
VALUES (:id, :member, :tier, :room, :beautician, :date, :start, :end, :busy_until, :guests,
        'booked', :source, :notes, :taken_by, :taken, :consultant, :how, :at)
