//! Every error code in words, for the terminal. A code without a sentence does not compile.

use lantai_core::error::ErrorCode;

use crate::machine::Language;

/// The sentence of a code; its figures stand behind it (see [`super::print`]).
pub(super) fn of(code: ErrorCode, language: Language) -> &'static str {
    let (chinese, english) = in_both(code);
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// One table: `Code: Chinese, English;`. It becomes a `match`, so that a missing code is a compile error.
macro_rules! sentences {
    ($($code:ident: $chinese:literal, $english:literal;)*) => {
        const fn in_both(code: ErrorCode) -> (&'static str, &'static str) {
            match code {
                $(ErrorCode::$code => ($chinese, $english),)*
            }
        }
    };
}

sentences! {
    SignedOut: "没有登录：用 --as 指明员工号。", "Nobody is signed in: name a staff number by --as.";
    WrongPin: "PIN 不对。", "The PIN is wrong.";
    LockedOut: "PIN 连续输错，已锁定。", "Locked after repeated wrong PINs.";
    NoPinSet: "这位员工还没有设 PIN。", "This person has no PIN yet.";
    NotAllowed: "这位员工的岗位不能做这一步。", "This person's roles do not allow it.";
    PinTooSimple: "PIN 要 4 到 8 位数字，不能全同或连号。", "A PIN has 4 to 8 digits, not all the same and not a run.";

    UnknownCommand: "没有这个命令；lantai call --list 列出全部。", "There is no such command; lantai call --list names them all.";
    BadArguments: "参数不合规，没有执行。", "The arguments are not as they must be; nothing was done.";
    RequestIdMissing: "这一步缺少请求编号，没有执行。", "This write carries no request id; nothing was done.";
    RequestIdReused: "同一请求编号已用于另一件事，没有执行。", "This request id was used for another act; nothing was done.";
    FieldMissing: "有必填项没有填。", "A required field is missing.";
    TextTooLong: "文字太长，没有保存。", "The text is too long; nothing was saved.";
    TextNotAllowed: "文字里有不能保存的字符。", "The text holds characters that cannot be kept.";
    BadPhone: "电话号码看不懂。", "The phone number cannot be read.";
    BadDate: "日期看不懂。", "The date cannot be read.";
    BadAmount: "金额不对：数字，最多两位小数。", "The amount is not valid: digits, at most two decimals.";
    BadNumber: "数字超出范围。", "The number is out of range.";
    TooMany: "一次给得太多，没有执行。", "Too many at once; nothing was done.";

    NoSuchMember: "没有这位会员。", "There is no such member.";
    NoSuchStaff: "没有这位员工。", "There is no such person on the staff.";
    NoSuchRoom: "没有这间房。", "There is no such room.";
    NoSuchItem: "价目表里没有这一项。", "There is no such item on the price list.";
    NoSuchBooking: "没有这个预约。", "There is no such booking.";
    NoSuchPiece: "没有这件布草。", "There is no such piece of linen.";
    NoSuchSet: "这位会员没有专属布草。", "This member has no linen set.";
    NoSuchCall: "没有这条通知。", "There is no such call.";
    NoSuchBill: "没有这张账单。", "There is no such bill.";
    DeviceUnknown: "这台设备没有配对，或者配对已被撤销。请在前台电脑的设置里重新配对。", "This device is not paired, or was revoked. Pair it again in the settings at the desk.";
    DeviceNameTaken: "已经有一台设备叫这个名字。请换一个。", "Another device has that name. Choose another.";
    InvitationOver: "配对码用过了或已过期。请在前台电脑上再出一个。", "The pairing code was used or has run out. Make a new one at the desk.";
    TooManyDevices: "设备太多了。请先撤销不用的。", "There are too many devices. Revoke those not in use first.";
    TooManyRequests: "请求太快了。请稍等再试。", "Too many requests. Wait a moment and try again.";
    NetworkOff: "平板连接没有打开。请先在设置的「平板」里打开。", "Tablets cannot connect yet. Turn it on under Settings, Tablets.";
    OnlyAtTheDesk: "这一步只能在前台电脑上做。", "This can be done at the desk's own computer only.";
    NoSuchSetting: "没有这项设置。", "There is no such setting.";
    NumberTaken: "这个编号已经有人用了。", "This number is taken.";
    SamePersonExists: "已有同名且资料相符的会员。", "The same person is already here.";
    SlotTaken: "这个库位或时段已被占用。", "This slot is taken.";
    PhoneHeld: "这个号码已经存在这位会员名下。", "The member already holds this phone number.";

    SlotRefused: "这个时段约不上，没有保存。", "This time cannot be had; nothing was saved.";
    ConsentMissing: "没有记下顾客的同意。", "The guest's consent is not recorded.";
    ConsultantRequired: "例外需要顾问本人的工号和 PIN。", "An exception needs a consultant's own number and PIN.";
    NotABeautician: "这位员工不是美容师。", "This person is not a beautician.";
    WrongStep: "这个预约现在不能走这一步。", "The booking cannot take this step now.";
    StillInTreatment: "同一间房、同一位美容师或同一位顾客还有护理没有结束，先点结束。", "Another treatment in this room, by this beautician or of this guest has not ended; end it first.";
    ReasonMissing: "没有写原因。", "The reason is missing.";
    BookingChanged: "这个预约刚被别人改过。", "Somebody has just changed this booking.";
    RoomAwaited: "这间房还有待办的预约，不能停用。", "Bookings still await this room; it cannot be taken out of use.";
    StaffAwaited: "这位美容师还有待做的预约，先改给别人。", "Bookings still await this beautician; give them to somebody else first.";
    ItemUsed: "已经约过或卖过的项目不能在服务和商品之间改类。", "What has been booked or sold stays a service or a good.";
    HoursDoNotFit: "营业时间前后不合，没有保存。", "The opening hours do not fit together; nothing was saved.";
    BadPrinter: "打印机要写成 地址:端口，没有保存。", "The printer is written host:port; nothing was saved.";
    GradesDoNotFit: "等级的门槛要逐级升高，折扣不能越高级越少，没有保存。", "Each grade must begin higher than the one before and never pay more; nothing was saved.";
    LinenShort: "布草不齐。", "Linen is missing.";
    LinenWrongPlace: "这件布草不在那里。", "The piece is not where this step needs it.";
    NoQualification: "这位会员没有 VIP 或 SVIP 资格。", "This member is neither VIP nor SVIP.";
    SetExists: "这位会员已有专属布草。", "This member already has a linen set.";
    SetRetired: "这套布草已经退出，不再补做；找到的送洗后归入普通布草。", "This set is retired: nothing is made for it; what is found goes through the laundry into ordinary stock.";
    TraysOut: "托盘还没有收回。", "The trays are still out.";
    GuestNotHere: "顾客还没有到店，这一步要等她到了再做。", "The guest has not come yet; this step waits for her.";
    GuestStillHere: "顾客还没有离开，这一步要等她走了再做。", "The guest is still here; this step waits until she has left.";
    PaymentsDoNotAddUp: "收款合计与应收不符，没有结算。", "The payments do not add up; nothing was settled.";
    PriceMoved: "价格变了，没有结算。", "The price has changed; nothing was settled.";
    AlreadySettled: "已经结过账了。", "It is settled already.";
    NothingToSettle: "没有可以结算的项目。", "There is nothing to settle.";
    ServiceNotBilled: "有预约的项目既没有结算，也没有注明为什么没做。", "A booked service is neither billed nor marked as not done.";
    NoPrinter: "没有设置打印机。", "No printer is set up.";
    PrinterUnreachable: "打印机没有应答；账不受影响，可以重打。", "The printer does not answer; the bill stands and can be printed again.";

    FileTooLarge: "文件太大，没有读入。", "The file is too large; it was not read.";
    FileProtected: "文件有密码，没有读入：请取消密码再存一次。", "The file is locked by a password; nothing was read: remove it and save again.";
    NotASpreadsheet: "这不是可读的表格文件。", "This is not a spreadsheet that can be read.";
    SheetEmpty: "表里没有内容。", "The sheet is empty.";
    NoSuchSheet: "文件里没有这张工作表。", "The file has no such sheet.";
    HeaderNotFound: "找不到表头。", "No header row was found.";
    ColumnsMissing: "缺少必要的列。", "Needed columns are missing.";
    FileChanged: "文件和预览时不同，请重新预览。", "The file is not the one previewed; preview it again.";
    Cancelled: "已取消，什么都没有改变。", "Cancelled; nothing was changed.";
    UnknownKind: "看不出这是哪种表：用 --kind 指明。", "It cannot be told what the file holds: say it by --kind.";

    ClockWentBack: "电脑时钟倒退了，没有写入；请先校准时间。若现在的时间才是对的：lantai call house.accept_clock --as 店总工号", "The clock has gone back; nothing was written. Set it right; if it is right now: lantai call house.accept_clock --as MANAGER";
    StoreBusy: "数据正被另一个程序使用。", "Another program is using the store.";
    StoreDamaged: "数据文件有损坏，没有改动它；请从备份恢复。", "The store is damaged and was left untouched; restore a backup.";
    StoreCutShort: "数据文件比写过的短：最后的一些记录不见了，没有改动它。请用 lantai restore 恢复最新的备份；没有更好的备份时，可用 lantai accept-loss 就用现在这些继续。", "The store ends before what was written: its newest records are missing. It was left untouched. Restore the newest backup (lantai restore), or, where none is better, go on knowingly with what is here: lantai accept-loss.";
    StoreNewer: "数据来自更新的版本，没有改动它；请升级。", "The store is of a newer version and was left untouched; upgrade Lantai.";
    StoreWrongKey: "钥匙打不开数据文件，没有改动它；可用 lantai recover 凭恢复短语取回对的钥匙。", "The key does not open the store, which was left untouched; the recovery phrase may bring the right one back: lantai recover.";
    StoreMissing: "这个文件夹里没有店；lantai 打开窗口来建，或 lantai demo。", "No salon is in this folder; open the window to found one, or use lantai demo.";
    StoreGone: "这里有店的钥匙或备份，数据文件却不见了；请用 lantai restore 从备份恢复。", "A salon's key or backups are here, but not its store: bring a backup back with lantai restore.";
    StoreReadOnly: "数据文件夹不能写入。", "The salon's folder cannot be written.";
    StoreExists: "已经存在，没有覆盖。", "It exists already and was not overwritten.";
    KeyMissing: "找不到钥匙，什么都没有动；请用 lantai recover 凭恢复短语取回。", "The key is missing; nothing was touched. Bring it back by the recovery phrase: lantai recover.";
    KeyringClosed: "钥匙在系统钥匙串里，但钥匙串没有开或没有应答；什么都没有动。请登录桌面、解锁钥匙串后再试，或用 lantai recover 凭恢复短语取回钥匙。", "The key is in the system's keyring, which is locked or does not answer; nothing was touched. Unlock it (sign in to the desktop) and try again, or bring the key back by the recovery phrase: lantai recover.";
    PhraseWrong: "恢复短语不对。", "The recovery phrase is wrong.";
    DiskFull: "磁盘满了，没有写入。", "The disk is full; nothing was written.";
    BackupFailed: "备份没有做成；原来的数据没有动。", "The backup failed; the store itself is unharmed.";
    BackupUnusable: "这不是可用的备份，什么都没有改变。", "This is not a usable backup; nothing was changed.";
    FolderUnusable: "文件夹不能用。", "The folder cannot be used.";
    Internal: "程序内部出错，这一步没有做。", "An error inside the program; the step was not done.";
}
