// Why a row of a register waits for an eye, or can not be taken at all.
import type { DoubtCode } from '../../wire/types'
import type { Say } from './errors'

const p = (value: unknown, otherwise = '') => String(value ?? otherwise)
const quoted = (value: unknown) => (value ? `「${p(value)}」` : '这里写的')
/** A row number or a member number, whichever the doubt names. */
const holder = (row: unknown, memberNo: unknown) => (row ? `第 ${p(row)} 行` : `${p(memberNo, '另一位')} 号会员`)

export const doubts: Record<DoubtCode, Say> = {
  // any register
  text_too_long: ({ longest }) => `太长${longest ? `，最多 ${p(longest)} 字` : ''}。请改短。`,
  text_not_allowed: () => '有不能保存的字符。请改写。',
  cell_fault: ({ text }) => `表格里的公式出错了（${p(text, '#REF!')}），当作没有填。`,
  // a person
  name_missing: () => '没有姓名。',
  name_odd: ({ name }) => `${quoted(name)}不像姓名。`,
  surname_only: ({ name }) => `只有姓：${quoted(name)}。请补全名。`,
  gender_unreadable: ({ text }) => `${quoted(text)}看不出性别，当作没有填。`,
  title_contradicts_gender: ({ title }) => `称呼${quoted(title)}与性别一栏不符，按性别一栏。`,
  phone_unreadable: ({ text }) => `${quoted(text)}看不出号码，没有收。`,
  phone_odd: ({ number }) => `${p(number, '号码')} 的位数不对，照样收下。`,
  birthday_unreadable: ({ text }) => `${quoted(text)}看不出生日，当作没有填。`,
  birthday_in_future: ({ text }) => `${quoted(text)}还没有到，当作没有填。`,
  calendar_unsure: ({ text }) => `${quoted(text)}看不出是公历还是农历，按公历。`,
  leap_month: ({ text }) => `${quoted(text)}是闰月，按平月记。`,
  day_may_lack_zero: ({ text }) => `${quoted(text)}可能少了一个 0（10.1 还是 10.10）。`,
  unknown_beautician: ({ name }) => `员工表里没有美容师${quoted(name)}，没有收。`,
  // her qualification
  tier_unreadable: ({ text }) => `${quoted(text)}看不出是 VIP 还是 SVIP，按普通。`,
  date_unreadable: ({ text }) => `${quoted(text)}看不出日期，没有收。`,
  date_in_future: ({ text }) => `${quoted(text)}还没有到，没有收。`,
  date_from_number: ({ text }) => `${quoted(text)}是一个数字，按表格的日期换算了。`,
  approval_missing: () => '有资格，却没有审批日期。',
  approval_without_tier: ({ date }) => `有审批日期 ${p(date)}，却没有资格。按普通。`,
  cancelled_without_tier: () => '划掉或写了取消，却没有资格。',
  cancelled_without_date: ({ date }) => `划掉或写了取消，没有日期。按导入当天${date ? `（${p(date)}）` : ''}。`,
  cancelled_before_approval: ({ date }) => `取消早于审批日期${date ? `（${p(date)}）` : ''}。`,
  partly_struck: () => '只有这一格被划掉，整行仍算有效。',
  // several rows, or a row and the salon's own files
  birthday_contradicts: ({ kept, other }) => `同一人的两行生日不同：用 ${p(kept)}，另一行是 ${p(other)}。`,
  tier_contradicts: ({ kept, other }) => `同一人的两行资格不同：用 ${p(kept)}，另一行是 ${p(other)}。`,
  approval_contradicts: ({ kept, other }) => `同一人的两行审批日期不同：用 ${p(kept)}，另一行是 ${p(other)}。`,
  gender_contradicts: ({ kept, other }) => `同一人的两行性别不同：用 ${p(kept)}，另一行是 ${p(other)}。`,
  beautician_differs: ({ kept, other }) => `同一人的两行美容师不同：用 ${p(kept)}，另一行是 ${p(other)}。`,
  same_name_without_phone: ({ name, rows, members }) =>
    `还有同名的${quoted(name)}（${rows ? `第 ${p(rows)} 行` : `${p(members, '已有')} 号会员`}），没有电话分不清是不是同一人。按另一位。`,
  phone_changed: ({ former, now }) => `姓名和生日相符，电话从 ${p(former)} 换成 ${p(now)}。按同一人。`,
  kept_existing: ({ kept, other }) => `店里后来改过，保留 ${p(kept, '空')}；表里是 ${p(other, '空')}。`,
  qualification_gone: ({ tier }) => `表里不再有 ${p(tier)} 资格。店里的保留不动。`,
  repeats_row: ({ row }) => `与${row ? `第 ${p(row)} 行` : '前面一行'}重复。`,
  // the stockroom's register
  slot_unreadable: ({ text }) => `${quoted(text)}看不出库位号。`,
  slot_taken: ({ slot, row, memberNo }) => `库位 ${p(slot)} 已经给了${holder(row, memberNo)}。`,
  member_not_found: ({ name }) => `会员里没有${quoted(name)}。请先导入前台登记表，或填会员号。`,
  member_ambiguous: ({ name, members }) => `有几位${quoted(name)}：${p(members)} 号。请填会员号。`,
  not_qualified: ({ name }) => `${quoted(name)}现在没有 VIP 或 SVIP 资格，不能有专属布草。`,
  tier_differs: ({ desk, stockroom }) =>
    `前台登记的是 ${p(desk)}，库房写的是 ${p(stockroom, '另一个资格')}。以前台为准。`,
  approval_differs: ({ desk, stockroom }) =>
    `前台的审批日期是 ${p(desk)}，库房写的是 ${p(stockroom, '另一天')}。以前台为准。`,
  count_unreadable: ({ text }) => `${quoted(text)}看不出件数，按应有的件数。`,
  too_many_pieces: ({ count, expected }) => `写了 ${p(count)} 件，这一套只该有 ${p(expected)} 件。`,
  too_few_pieces: ({ count, expected }) => `写了 ${p(count)} 件，这一套该有 ${p(expected)} 件，少的记为遗失。`,
  piece_missing: ({ text }) => `缺件${text ? `：${p(text)}` : ''}，记为遗失。`,
  piece_damaged: ({ text }) => `损坏${text ? `：${p(text)}` : ''}，记为损坏。`,
  set_kept: () => '这位会员已有一套布草，各件的位置以店里现在的为准。',
  // price list, rooms, staff
  code_missing: () => '没有编号。',
  price_unreadable: ({ text }) => (text ? `${quoted(text)}看不出价格。` : '没有价格。'),
  price_below_member: ({ price }) => `会员价高于原价${price ? `（¥${p(price)}）` : ''}。`,
  minutes_unreadable: ({ text }) => `${quoted(text)}看不出时长（5–720 分钟）。`,
  minutes_missing: () => '写了适用房间，却没有时长：看不出是项目还是商品。',
  room_tier_unreadable: ({ text }) => (text ? `${quoted(text)}看不出房型。` : '没有房型。'),
  beds_unreadable: ({ text }) => `${quoted(text)}看不出床位数（1–8）。`,
  role_unreadable: ({ text }) => (text ? `${quoted(text)}看不出岗位。` : '没有岗位。'),
  staff_name_differs: ({ kept, other }) => `这个工号现在是 ${p(kept)}，表里是 ${p(other)}。收下才会改名。`,
}
