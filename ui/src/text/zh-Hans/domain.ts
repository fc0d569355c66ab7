import type {
  BookingStatus,
  Consent,
  Grade,
  ImportKind,
  ItemKind,
  PayMethod,
  PieceKind,
  PiecePlace,
  Role,
  Source,
  Tier,
} from '../../wire/types'

const tier: Record<Tier, string> = { ordinary: '普通', vip: 'VIP', svip: 'SVIP' }
const tierRoom: Record<Tier, string> = { ordinary: '普护房', vip: 'VIP 房', svip: 'SVIP 房' }
const grade: Record<Grade, string> = {
  regular: '普通',
  silver: '银卡',
  gold: '金卡',
  platinum: '白金卡',
  diamond: '钻石卡',
}
const role: Record<Role, string> = {
  front_desk: '前台',
  stockroom: '库管',
  beautician: '美容师',
  consultant: '顾问',
  cleaner: '保洁',
  laundry: '清洗保洁',
  supervisor: '行政主管',
  manager: '店总',
}
const status: Record<BookingStatus, string> = {
  booked: '已预约',
  confirmed: '已确认',
  arrived: '已到店',
  in_treatment: '护理中',
  finished: '待结算',
  settled: '已结算',
  cancelled: '已取消',
  no_show: '未到店',
}
const piece: Record<PieceKind, string> = {
  towel: '毛巾',
  bath_towel: '浴巾',
  bathrobe: '浴袍',
  slippers: '拖鞋',
  headband: '发带',
}
const place: Record<PiecePlace, string> = {
  in_making: '绣字中',
  shelf: '在架',
  tray: '托盘',
  disinfection: '消毒柜',
  in_use: '使用中',
  laundry: '洗衣房',
  drying: '烘干',
  lost: '遗失',
  damaged: '损坏',
  replaced: '已更换',
  ordinary_stock: '普通库存',
}
const pay: Record<PayMethod, string> = { cash: '现金', wechat: '微信', alipay: '支付宝', card: '银行卡' }
const source: Record<Source, string> = { phone: '电话', wechat: '微信', walk_in: '到店' }
const consent: Record<Consent, string> = { phone: '电话同意', in_person: '当面同意', wechat: '微信同意' }
const item: Record<ItemKind, string> = { service: '项目', good: '商品' }
const importKind: Record<ImportKind, string> = {
  front_desk_register: '前台登记表',
  stockroom_register: '库房登记表',
  price_list: '价目表',
  rooms: '房间表',
  staff: '员工表',
}

export const domain = {
  tier,
  tierRoom,
  grade,
  role,
  status,
  piece,
  place,
  pay,
  source,
  consent,
  item,
  importKind,
  gender: { female: '女', male: '男' },
  discount: (times: string) => `${times} 折`,
  pieces: (name: string, count: number) => (count > 1 ? `${name} ×${count}` : name),
  slot: (slot: number) => `${String(slot).padStart(2, '0')} 号库位`,
  guests: (count: number) => `${count} 人`,
  listJoin: '、',
  because: '：',
  dot: ' · ',
  yuan: (amount: string) => `¥${amount}`,
  minutes: (count: number) => `${count} 分钟`,
  hours: (hours: number, minutes: number) => `${hours} 小时${Number(minutes) ? ` ${minutes} 分` : ''}`,
  inPlace: (thing: string, place: string) => `${thing}（${place}）`,
  minutesAgo: (count: number) =>
    count < 1
      ? '刚刚'
      : count < 60
        ? `${count} 分钟前`
        : count < 2880
          ? `${Math.floor(count / 60)} 小时前`
          : `${Math.floor(count / 1440)} 天前`,
  minutesAhead: (count: number) =>
    count < 1
      ? '现在'
      : count < 60
        ? `${count} 分钟后`
        : `${Math.floor(count / 60)} 小时${count % 60 ? ` ${count % 60} 分` : ''}后`,
  weekday: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  date: (_year: number, month: number, day: number) => `${month}月${day}日`,
  fullDate: (year: number, month: number, day: number) => `${year}年${month}月${day}日`,
  lunarMonth: (name: string, _month: number) => `${name}月`,
  lunarDay: (name: string, _day: number) => name,
  lunarDate: (written: string, _month: number, _day: number) => written,
  meaning: (name: string, value: string) => `${name}：${value}`,
  today: '今天',
  tomorrow: '明天',
  yesterday: '昨天',
}
