-- Linen follows the visit: what has been taken to a guest comes home when she has gone, and goes the ways of policy §2.4–2.6 only.

-- Washed linen is dried before it is put away. Trays taken too early may be brought back, as they are, before the guest came.
DELETE FROM linen_way WHERE from_place = 'laundry' AND to_place IN ('shelf', 'ordinary_stock');
INSERT INTO linen_way (from_place, to_place) VALUES ('in_use', 'tray'), ('disinfection', 'tray');

-- Slippers go by the disinfection cabinet and straight home; everything else goes to the room and through the laundry.
CREATE TRIGGER linen_goes_the_way_of_its_kind BEFORE UPDATE OF place ON linen_piece WHEN NEW.place <> OLD.place
BEGIN
    SELECT RAISE(ABORT, 'linen of this kind does not go this way') WHERE
        (OLD.kind = 'slippers' AND (OLD.place, NEW.place) IN (VALUES ('tray', 'in_use'), ('in_use', 'laundry')))
     OR (OLD.kind <> 'slippers' AND (OLD.place, NEW.place) IN (VALUES ('in_use', 'shelf')));
END;

-- From the cabinet and the room a piece goes back onto its tray only before the guest came, to her only once she is here,
-- home only when she has gone or was called off, and from the cabinet home only when it was never worn.
CREATE TRIGGER linen_follows_the_visit BEFORE UPDATE OF place ON linen_piece
WHEN OLD.place IN ('disinfection', 'in_use') AND NEW.place IN ('tray', 'in_use', 'shelf', 'laundry') AND NEW.place <> OLD.place
BEGIN
    SELECT RAISE(ABORT, 'linen does not go this way at this point of the visit') WHERE NOT EXISTS
        (SELECT 1 FROM booking b WHERE b.id = OLD.booking_id AND CASE
            WHEN NEW.place = 'tray' THEN b.status IN ('booked', 'confirmed')
            WHEN NEW.place = 'in_use' THEN b.status IN ('arrived', 'in_treatment', 'finished', 'settled')
            WHEN OLD.place = 'disinfection' THEN b.status IN ('cancelled', 'no_show')
            ELSE b.status IN ('finished', 'settled', 'cancelled', 'no_show') END);
END;

-- The laundry brings whole sets back (policy §2.6).
CREATE TRIGGER linen_comes_back_as_a_set BEFORE UPDATE OF place ON linen_piece WHEN OLD.place = 'drying' AND NEW.place = 'shelf'
BEGIN
    SELECT RAISE(ABORT, 'the rest of the set is in the laundry') WHERE EXISTS
        (SELECT 1 FROM linen_piece WHERE set_id = OLD.set_id AND place = 'laundry');
END;

-- A store of the first schema may say that trays came back empty before their guest had come: they are out until she has. And
-- it may still mean to prepare trays for guests who have left.
DROP TRIGGER tray_goes_known_ways;
UPDATE tray SET state = 'taken' WHERE state = 'returned'
    AND booking_id IN (SELECT id FROM booking WHERE status IN ('booked', 'confirmed'));
UPDATE tray SET state = 'void' WHERE state = 'waiting'
    AND booking_id IN (SELECT id FROM booking WHERE status IN ('finished', 'settled'));

-- Trays come back empty, and are given up only empty; they are prepared and taken for a guest who is expected or here, brought
-- back as they are before she came (with nothing on them they are to be prepared anew), and returned empty after.
CREATE TRIGGER tray_goes_known_ways BEFORE UPDATE OF state ON tray WHEN NEW.state <> OLD.state
BEGIN
    SELECT RAISE(ABORT, 'no such way for trays') WHERE (OLD.state, NEW.state) NOT IN
        (VALUES ('waiting', 'ready'), ('ready', 'waiting'), ('ready', 'taken'), ('taken', 'returned'), ('taken', 'ready'),
                ('taken', 'waiting'), ('waiting', 'void'), ('ready', 'void'), ('void', 'waiting'));
    SELECT RAISE(ABORT, 'the tray still holds linen') WHERE NEW.state <> 'ready' AND EXISTS
        (SELECT 1 FROM linen_piece WHERE booking_id = OLD.booking_id AND place = 'tray');
    SELECT RAISE(ABORT, 'trays do not go this way at this point of the visit') WHERE NOT EXISTS
        (SELECT 1 FROM booking b WHERE b.id = OLD.booking_id AND CASE
            WHEN NEW.state = 'returned' THEN b.status NOT IN ('booked', 'confirmed')
            WHEN OLD.state = 'taken' THEN b.status IN ('booked', 'confirmed')
            WHEN NEW.state IN ('ready', 'taken') THEN b.status IN ('booked', 'confirmed', 'arrived', 'in_treatment')
            ELSE 1 END);
END;

-- Nothing is made for a retired set; what is found of one goes to the laundry, and only of one. What a store of the first schema
-- was still making for one is ordinary linen.
INSERT INTO linen_way (from_place, to_place) VALUES ('lost', 'laundry'), ('damaged', 'laundry');
INSERT INTO linen_move (piece_id, position, at_ms, from_place, to_place)
    SELECT p.id, 1 + (SELECT max(position) FROM linen_move m WHERE m.piece_id = p.id), p.since_ms, 'in_making', 'ordinary_stock'
    FROM linen_piece p JOIN linen_set s ON s.id = p.set_id WHERE p.place = 'in_making' AND s.retired_ms IS NOT NULL;
UPDATE linen_piece SET place = 'ordinary_stock'
    WHERE place = 'in_making' AND set_id IN (SELECT id FROM linen_set WHERE retired_ms IS NOT NULL);

CREATE TRIGGER linen_is_made_for_living_sets BEFORE INSERT ON linen_piece
BEGIN SELECT RAISE(ABORT, 'nothing is made for a retired set') WHERE EXISTS
    (SELECT 1 FROM linen_set WHERE id = NEW.set_id AND retired_ms IS NOT NULL); END;

CREATE TRIGGER linen_found_of_retired_sets BEFORE UPDATE OF place ON linen_piece
WHEN OLD.place IN ('lost', 'damaged') AND NEW.place = 'laundry'
BEGIN SELECT RAISE(ABORT, 'the set is not retired') WHERE NOT EXISTS
    (SELECT 1 FROM linen_set WHERE id = OLD.set_id AND retired_ms IS NOT NULL); END;
