import type { ErrorCode, FailureParam, RefusalCode } from '../../wire/generated'

export type Params = Record<string, FailureParam>
export type Say = (params: Params) => string

/** How long until the given instant, said for a person who waits. */
function wait(untilMs: FailureParam | undefined): string {
  const minutes = Math.max(1, Math.ceil((Number(untilMs ?? 0) - Date.now()) / 60_000))
  return `${minutes} 分钟`
}

export const errors: Record<ErrorCode | 'unreachable', Say> = {
  already_exists: () => '同样的编号已经存在，请换一个。',
  already_stored: () => '这个号码已经存在这位会员名下。',
  amount_invalid: () => '金额不对。请输入数字，最多两位小数。',
  backup_failed: () => '备份没有做成。原来的数据没有动；请检查磁盘空间或更换备份位置。',
  bad_arguments: () => '填写的内容不完整或不合规，没有保存。请检查后再试。',
  bad_date: () => '日期看不懂。可以写 0412、4月12、1985-04-12。',
  bad_phone: () => '电话号码看不懂。请检查位数。',
  bad_pin: () => 'PIN 要 4 到 8 位数字。',
  booking_state: () => '这个预约的状态已经变了，画面已更新，请再看一眼。',
  cancelled_by_user: () => '已取消，什么都没有改变。',
  consent_missing: () => '请先记下顾客是怎么同意的。',
  consultant_refused: () => '工号或 PIN 不对，或这位不是顾问。例外没有成立。',
  end_before_start: () => '结束时间早于开始时间，没有保存。',
  file_too_large: () => '文件太大（上限 32 MB），没有读入。请拆开或另存为较小的文件。',
  file_unreadable: () => '文件读不出来，什么都没有改变。请确认文件没有被其他程序占用。',
  forbidden: () => '你的岗位不能做这一步。请换有权限的同事登录。',
  internal: () => '程序内部出错，这一步没有做。数据没有丢；请再试一次，仍不行请查看日志。',
  linen_short: () => '布草不齐，托盘还不能备好。请先补齐或等洗衣房送回。',
  linen_state: () => '这件布草已经不在那里了，画面已更新，请再看一眼。',
  locked_out: ({ untilMs }) => `PIN 连续输错，已锁定。请等 ${wait(untilMs)}，或请店总解锁。`,
  name_missing: () => '请填写姓名。',
  no_pin_set: () => '这位同事还没有设 PIN。请店总在「设置 › 员工」里设置。',
  not_a_spreadsheet: () => '这不是表格文件（xlsx、xls、csv），没有读入。',
  not_found: () => '找不到了，可能刚被别人改过。画面已更新。',
  payments_do_not_add_up: ({ due, paid }) => `收款合计 ¥${paid} 与应收 ¥${due} 不符，没有结算。`,
  price_moved: () => '价格刚刚变了，没有结算。请看新的应收金额再确认。',
  printer_unreachable: () => '打印机没有应答。账已结清，小票可以稍后重打。',
  recovery_phrase_wrong: () => '恢复短语不对。请对照打印件逐字检查，什么都没有改变。',
  request_id_reused: () => '这一步和刚才的不一致，没有做。请重新操作。',
  same_person_exists: ({ name, memberNo }) => `已有同名且资料相符的会员：${name}（${memberNo} 号）。`,
  signed_out: () => '已自动退出。请重新输入 PIN，刚才填的都还在。',
  slot_refused: () => '这个时段约不上，没有保存。请看原因，或选旁边的时段。',
  slot_taken: () => '这个时段刚被别人约走，没有保存。请选旁边的时段。',
  store_damaged: () => '数据文件有损坏。兰台已停下，没有改动它。请从备份恢复到新文件。',
  store_locked: () => '数据文件正被另一个程序使用。请先关闭它，再打开兰台。',
  store_newer: () => '数据文件来自更新的版本。请升级兰台后再打开；没有改动它。',
  store_read_only: () => '数据文件夹不能写入。请检查磁盘或权限；数据没有丢。',
  store_wrong_key: () => '钥匙打不开数据文件。文件没有动；可以用恢复短语打开。',
  text_too_long: () => '文字太长，没有保存。请缩短后再试。',
  tray_state: () => '这个托盘的状态已经变了，画面已更新，请再看一眼。',
  unknown_command: () => '程序版本不一致，这一步没有做。请重新打开兰台。',
  unreachable: () => '没有得到回应。再按一次是安全的：同一步不会做两遍。',
  wrong_pin: ({ remaining }) =>
    remaining === undefined ? '工号或 PIN 不对。' : `PIN 不对，还可以试 ${remaining} 次。`,
}

/** Why a slot can not be had. */
export const refusals: Record<RefusalCode, Say> = {
  room_tier_mismatch: ({ room }) => `${room ?? '这间房'}不是这位顾客资格的房间`,
  room_busy: ({ room, until }) => `${room ?? '房间'}这时有人或正在整理${until ? `，${until} 后可用` : ''}`,
  beautician_busy: ({ beautician, until }) =>
    `${beautician ?? '美容师'}这时有别的顾客${until ? `，${until} 后有空` : ''}`,
  member_busy: ({ room }) => `这位顾客这时已有预约${room ? `（${room}）` : ''}`,
  in_the_past: () => '这个时间已经过去了',
  outside_hours: ({ open, close }) => (open && close ? `不在营业时间内（${open}–${close}）` : '不在营业时间内'),
  too_long: () => '时间太长，一次预约装不下',
  end_before_start: () => '结束时间早于开始时间',
  guests_exceed_beds: ({ room, beds }) => `${room ?? '这间房'}只有 ${beds ?? 1} 张床`,
  matching_room_free: ({ room }) => `还有本资格的空房${room ? `（${room}）` : ''}，不能用例外`,
}
