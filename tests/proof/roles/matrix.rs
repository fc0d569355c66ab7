//! Who may do what, written down a second time from the policy and from what each post is for, and never from the command
//! table: F front desk, S stockroom, B beautician, C consultant, K cleaner, L laundry, A supervisor, M manager; `*` is
//! everybody who works here, `+` also whoever has not signed in. `desk` is asked at the desk's own computer alone.

/// Letters and roles.
pub(crate) const ROLES: [(char, &str); 8] = [
    ('F', "front_desk"),
    ('S', "stockroom"),
    ('B', "beautician"),
    ('C', "consultant"),
    ('K', "cleaner"),
    ('L', "laundry"),
    ('A', "supervisor"),
    ('M', "manager"),
];

pub(crate) const MATRIX: &str = "
# The door: anybody sees which salon it is and may sign in or give back a tablet's invitation.
house.status          +
session.sign_in       +
session.sign_out      +
device.pair           +
session.me            *
session.touch         *
session.prove         *
staff.change_pin      *
catalog.list          *
room.list             *

# §8, §3.5: those who meet guests find them; the whole file and full numbers are for desk, consultant, supervisor, manager.
member.search         FSBCAM
member.card           FSBCAM
member.list           FSBCAM
member.file           FCAM
member.reveal         FCAM
member.add            FCAM
member.amend          FCAM
member.store_phone    FCAM

# §3: the desk and the consultant book; the beautician sees the day and says how far her visit is.
booking.day           FSBCAM
booking.arrivals      FSBCAM
booking.offer         FCAM
booking.check         FCAM
booking.reserve       FCAM
booking.move          FCAM
booking.cancel        FCAM
booking.advance       FBCAM

# §3.6, §2.4: the stockroom acknowledges and prepares, the beautician takes; either brings back.
tray.day              FSBCAM
tray.calls            FSBCAM
tray.acknowledge      SAM
tray.ready            SAM
tray.put_away         SAM
tray.take             BAM
tray.bring_back       SBAM
tray.return           SBAM

# §2.2, §2.6, §2.7: who has linen in hand says where it goes; the desk and the consultant see where it is.
linen.shelf           FSBCLAM
linen.set             FSBCLAM
linen.tasks           FSBCLAM
linen.slippers_back   SBAM
linen.to_laundry      SBLAM
linen.to_drying       LAM
linen.mark            SBLAM
linen.shelve          SAM
linen.replace         SAM
linen.recover         SAM
linen.make_set        SAM
linen.retire          SAM
linen.to_stock        SAM

# §7: money is taken at the desk.
till.quote            FAM
till.settle           FAM
till.receipt          FAM
till.print            FAM
till.day              FAM

# The registers and the tablets of the shop, and whether its store has backups: the desk and those who run the house.
import.preview        FAM   desk
import.commit         FAM   desk
import.cancel         FAM   desk
store.status          FAM   desk
device.invite         FAM   desk
device.list           FAM
device.revoke         FAM

# The house: its people, prices, rooms, figures and copies; PINs and the clock are the manager's alone.
staff.list            AM
staff.save            AM
catalog.save          AM
room.save             AM
setting.list          AM
setting.set           AM
setting.withdraw      AM
store.backup          AM    desk
staff.set_pin         M
staff.unlock          M
house.accept_clock    M     desk
";
