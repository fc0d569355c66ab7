import type { ErrorCode, RefusalCode } from '../../wire/types'
import { clockTime, isoDate } from '../format'

export type Params = Record<string, unknown>
export type Say = (params: Params) => string

const moment = (ms: unknown) => (typeof ms === 'number' ? `${isoDate(ms)} ${clockTime(ms)}` : '?')
const text = (value: unknown) => String(value ?? '')

/** How long until the given instant, said for a person who waits. */
function wait(untilMs: unknown): string {
  return `${Math.max(1, Math.ceil((Number(untilMs ?? 0) - Date.now()) / 60_000))} 分钟`
}

const FIELDS: Record<string, string> = {
  name: '姓名',
  number: '编号',
  phone: '电话',
  roles: '岗位',
  price: '价格',
  minutes: '时长',
  notes: '备注',
  reason: '原因',
  salonName: '店名',
  salon_name: '店名',
  group: '组别',
  code: '编号',
  category: '类别',
  beds: '床位',
  phones: '电话',
  allergies: '过敏',
  birthday: '生日',
  serviceIds: '项目',
  lines: '账单',
  payments: '收款',
}
const fieldName = (field: unknown) => FIELDS[text(field)] ?? '内容'

export const errors: Record<ErrorCode | 'unreachable' | 'kept', Say> = {
  // who is asking
  signed_out: () => '已自动退出。请重新输入 PIN，刚才填的都还在。',
  wrong_pin: ({ remaining }) =>
    typeof remaining === 'number' ? `PIN 不对，还可以试 ${remaining} 次。` : '工号或 PIN 不对。',
  locked_out: ({ untilMs }) => `PIN 连续输错，已锁定。请等 ${wait(untilMs)}，或请店总解锁。`,
  no_pin_set: () => '这位同事还没有设 PIN。请店总在「设置」里设置。',
  not_allowed: ({ reason }) =>
    reason === 'last_manager'
      ? '店里至少要留一位能登录的店总，没有保存。'
      : '你的岗位不能做这一步。请换有权限的同事登录。',
  pin_too_simple: () => 'PIN 要 4 到 8 位数字，不能全部相同，也不能是 1234 这样的连号。',
  // how it was asked
  unknown_command: () => '程序各部分版本不一致，这一步没有做。请重新打开兰台。',
  bad_arguments: () => '填写的内容不完整或不合规，没有保存。请检查后再试。',
  request_id_missing: () => '这一步没有带编号，没有做。请重新打开兰台。',
  request_id_reused: () => '这一步和刚才的不一致，没有做。请重新操作。',
  field_missing: ({ field }) => `还缺${fieldName(field)}，没有保存。`,
  text_too_long: ({ field, longest }) =>
    `${fieldName(field)}太长${longest ? `（最多 ${longest} 字）` : ''}，没有保存。`,
  text_not_allowed: ({ field }) => `${fieldName(field)}里有不能保存的字符，没有保存。`,
  bad_phone: () => '电话号码看不懂。请检查位数。',
  bad_date: () => '日期看不懂。可以写 0412、4月12、1985-04-12。',
  bad_amount: () => '金额不对。请输入数字，最多两位小数。',
  too_many: ({ field, most }) => `${fieldName(field)}最多 ${text(most)} 项，没有保存。`,
  bad_number: ({ field }) => `${fieldName(field)}超出允许的范围，没有保存。`,
  // not there, or there already
  no_such_member: () => '找不到这位会员，可能刚被别人改过。画面已更新。',
  no_such_staff: () => '找不到这位同事，可能刚被别人改过。画面已更新。',
  no_such_room: () => '找不到这个房间，可能刚被别人改过。画面已更新。',
  no_such_item: () => '价目表里没有这一项了，可能刚被别人改过。',
  no_such_booking: () => '找不到这个预约，可能刚被别人改过。画面已更新。',
  no_such_piece: () => '找不到这件布草，可能刚被别人改过。画面已更新。',
  no_such_set: () => '这位会员还没有专属布草。',
  no_such_call: () => '这条通知已经不在了。画面已更新。',
  no_such_bill: () => '找不到这张账单。',
  device_unknown: () => '这台设备没有配对，或者配对已被撤销。请在前台电脑的设置里重新配对。',
  device_name_taken: () => '已经有一台设备叫这个名字。请换一个。',
  invitation_over: () => '配对码用过了或已过期。请在前台电脑上再出一个。',
  too_many_devices: () => '设备太多了。请先撤销不用的。',
  too_many_requests: () => '请求太快了。没有丢失任何内容，请稍等再试。',
  network_off: () => '平板连接没有打开。请先在设置的「平板」里打开。',
  only_at_the_desk: () => '这一步只能在前台电脑上做。',
  no_such_setting: () => '没有这个设置项。请重新打开兰台。',
  number_taken: ({ number }) => `编号 ${text(number)} 已经有人用了，请换一个。`,
  same_person_exists: ({ name, memberNo }) => `已有同名且资料相符的会员：${text(name)}（${text(memberNo)} 号）。`,
  slot_taken: () => '这个库位已经有人用了，请换一个。',
  phone_held: () => '这个号码已经存在这位会员名下。',
  hours_do_not_fit: ({ openHour, closeHour, dayStartHour }) =>
    `营业日 ${text(dayStartHour)} 点开始，${text(openHour)} 点开门、${text(closeHour)} 点打烊，前后不合。没有保存。`,
  bad_printer: () => '打印机要写成「地址:端口」，例如 192.168.1.50:9100。没有保存。',
  grades_do_not_fit: () => '等级的门槛要逐级升高，折扣不能越高级越少。没有保存。',
  item_used: ({ name }) => `「${text(name)}」已经约过或卖过，不能在服务和商品之间改类。没有保存。`,
  staff_awaited: ({ name, bookings }) =>
    `${text(name)} 还有 ${text(bookings)} 个预约，先改给别人再离职或改岗位。没有保存。`,
  room_awaited: ({ number, bookings }) =>
    `${text(number) || '这间房'}还有 ${text(bookings) || '未完成的'} 个预约，先改约再改房型或停用。没有保存。`,
  // booking
  slot_refused: () => '这个时段约不上，没有保存。请看原因，或选旁边的时段。',
  consent_missing: () => '请先记下顾客是怎么同意的。',
  not_a_beautician: ({ name }) => `${text(name) || '这位同事'}不是美容师，请换一位美容师。没有保存。`,
  consultant_required: () => '例外要顾问本人输入工号和 PIN。没有保存。',
  wrong_step: () => '这个预约的状态已经变了。画面已更新，请再看一眼。',
  still_in_treatment: ({ name, room, beautician }) =>
    `${text(name)} 还在 ${text(room)} 护理（${text(beautician)}），先结束那一场。没有保存。`,
  reason_missing: () => '请写明原因。',
  booking_changed: () => '这个预约刚被别人改过。画面已更新，请再看一眼。',
  // linen
  linen_short: () => '布草不齐，托盘还不能备好。请先补齐或等洗衣房送回。',
  linen_wrong_place: () => '这件布草已经不在那里了。画面已更新，请再看一眼。',
  no_qualification: () => '这位顾客没有 VIP 或 SVIP 资格，没有专属布草。',
  set_exists: () => '这位会员已经有一套专属布草。',
  set_retired: () => '这套布草已经退出，不再补做。找到的请点「找到了」送洗，之后归入普通布草。',
  trays_out: ({ room, takenBy }) =>
    room
      ? `托盘已经送到 ${text(room)}${takenBy ? `（${text(takenBy)} 取走）` : ''}。请先原样带回库房，再改房间或日期；没有保存。`
      : '托盘还没有归还，这一步先不能做。',
  guest_not_here: ({ name }) => `${text(name) || '顾客'}还没有到店，这一步要等她到了再做。`,
  guest_still_here: ({ name }) => `${text(name) || '顾客'}还没有离开，这一步要等她走了再做。`,
  // till
  payments_do_not_add_up: ({ due, paid }) => `收款合计 ¥${text(paid)} 与应收 ¥${text(due)} 不符，没有结算。`,
  price_moved: () => '价格刚刚变了，没有结算。请看新的应收金额再确认。',
  already_settled: () => '这张账单已经结清，没有重复收款。',
  nothing_to_settle: () => '没有可结算的项目。',
  service_not_billed: ({ name }) => `「${text(name)}」预约了但不在账单上。请加上，或写明为什么没做；没有结算。`,
  no_printer: () => '还没有设置打印机。账已结清；可以存成文件，或在「设置」里填打印机地址。',
  printer_unreachable: () => '打印机没有应答。账已结清，小票可以稍后重打。',
  // import
  file_too_large: ({ of, most }) =>
    of === 'rows' || of === 'sheets' || of === 'cells'
      ? `表格太大（上限 ${text(most)} ${of === 'rows' ? '行' : of === 'sheets' ? '张工作表' : '格'}），没有读入。请拆成几个文件。`
      : '文件太大（上限 32 MB），没有读入。请拆开或另存为较小的文件。',
  file_protected: () => '文件有密码，没有读入。请在表格软件里取消密码，再存一次。',
  not_a_spreadsheet: () => '这不是能读的表格文件（xlsx、csv），没有读入。旧的 .xls 请先另存为 .xlsx。',
  sheet_empty: () => '表格里没有内容，没有读入。',
  no_such_sheet: ({ sheet }) => `文件里没有工作表「${text(sheet)}」，没有读入。请另选一张。`,
  header_not_found: () => '找不到表头行，没有读入。请确认第一行是「姓名、电话」这样的标题。',
  columns_missing: () => '缺少必需的列，没有读入。请在上方指定每一列是什么。',
  file_changed: () => '文件和预览时不一样了，没有导入。请重新预览。',
  cancelled: () => '已取消，什么都没有改变。',
  unknown_kind: () => '看不出这是哪一种表。请在上方选择种类。',
  // the store and the machine
  clock_went_back: () =>
    '电脑时间比上一次记录早，先不能写入。请校准电脑时间；数据没有丢。若现在的时间才是对的，请店总登录后在屏幕上方确认。',
  store_busy: () => '另一个程序正在写入（例如命令行在导入登记表），这一步没有做，没有丢任何东西。稍等片刻再试。',
  store_gone: () => '这里有店的钥匙或备份，数据文件却不见了。什么都没有改动；请从备份恢复。',
  store_damaged: () => '数据文件有损坏。兰台已停下，没有改动它。请从备份恢复到新文件。',
  store_cut_short: ({ lastMs, saidMs }) =>
    `最后的一些记录不见了：现有的到 ${moment(lastMs)} 为止，而曾经写到 ${moment(saidMs)}。兰台已停下，没有改动任何东西。请恢复最新的备份；没有更好的备份时，可以就用现在这些继续。`,
  store_newer: () => '数据文件来自更新的版本。请升级兰台后再打开；没有改动它。',
  store_wrong_key: () => '钥匙打不开数据文件。文件没有动；可以凭恢复短语取回对的钥匙。',
  store_missing: () => '文件夹里没有数据文件。可以建立门店，或从备份恢复。',
  store_read_only: () => '数据文件夹不能写入。请检查磁盘或权限；数据没有丢。',
  store_exists: () => '这里已经有一家店的数据文件，没有覆盖它。',
  key_missing: () => '找不到数据文件的钥匙。文件没有动；请凭恢复短语取回钥匙。',
  keyring_closed: () =>
    '钥匙在这台电脑的系统钥匙串里，但钥匙串没有开或没有应答。文件没有动；请登录桌面、解锁钥匙串后再打开一次，或凭恢复短语取回钥匙。',
  phrase_wrong: () => '恢复短语不对。请对照打印件逐字检查，什么都没有改变。',
  disk_full: () => '磁盘满了，这一步没有保存。请腾出空间再试；已存的数据没有丢。',
  backup_failed: () => '备份没有做成。原来的数据没有动；请检查磁盘空间或更换备份位置。',
  backup_unusable: ({ missing }) =>
    missing
      ? `这份备份旁边少了 ${text(missing)}，没有使用它。请把两个文件一起拷来，或换一份。`
      : '这份备份不完整或不是兰台的备份，没有使用它。请换一份。',
  folder_unusable: () => '数据文件夹打不开。请检查它是否还在、是否有权限。',
  internal: () => '程序内部出错，这一步没有做。数据没有丢；请再试一次，仍不行请查看日志。',
  kept: () => '已记下，连上后自动送出。',
  unreachable: () => '没有得到回应。再按一次是安全的：同一步不会做两遍。',
}

/** Why a slot can not be had. */
export const refusals: Record<RefusalCode, Say> = {
  room_tier_mismatch: ({ room, roomTier, memberTier }) =>
    roomTier && memberTier
      ? `${text(room)} 是${text(roomTier)}，这位顾客的资格是 ${text(memberTier)}`
      : `${text(room ?? '这间房')} 不是这位顾客资格的房间`,
  room_busy: ({ room, until }) => `${text(room ?? '这间房')} 这时有预约${until ? `，整理到 ${text(until)}` : ''}`,
  beautician_busy: ({ otherBeautician, end }) =>
    `${text(otherBeautician ?? '美容师')} 这时有别的顾客${end ? `，到 ${text(end)}` : ''}`,
  member_busy: ({ from, end }) => `这位顾客这时已有预约${from && end ? `（${text(from)}–${text(end)}）` : ''}`,
  in_the_past: () => '这个时间已经过去了',
  too_far_ahead: () => '日期太远，还不能预约',
  outside_hours: ({ openHour, closeHour }) =>
    closeHour ? `不在营业时间内（${text(openHour)}:00–${text(closeHour)}:00）` : '不在营业时间内',
  too_short: ({ minutes }) => `所选项目要 ${text(minutes)} 分钟，时间不够。`,
  too_long: () => '时间太长，一次预约装不下',
  end_before_start: () => '结束时间早于开始时间',
  guests_exceed_beds: ({ room, beds }) => `${text(room ?? '这间房')} 只有 ${text(beds ?? 1)} 张床`,
  matching_room_free: () => '还有本资格的空房，不能用例外',
}
