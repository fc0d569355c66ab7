// Made-up people and things of the demo salon, as the screens meet them: long names, families, allergies, two of one name.
import type { Item, MemberCard, Role, RoomLine, StaffLine } from '../../src/wire/types'

const WORDS: Record<string, Role[]> = {
  前台: ['front_desk'],
  库管: ['stockroom'],
  顾问: ['consultant'],
  保洁: ['cleaner'],
  清洗保洁: ['laundry'],
  行政主管: ['supervisor'],
  店总: ['manager'],
  美容师: ['beautician'],
}
const STAFF = `001,陈荣,前台 002,陈瑜,前台 003,杜琴,库管 004,刘秀梅,顾问 005,周桂荣,顾问 006,刘平,保洁 007,赵旭,保洁 008,胡丹,清洗保洁
009,田秀荣,行政主管 010,简桂芝,店总 011,董瑞,美容师 012,王强,美容师 013,荣雪梅,美容师 014,谢雪,美容师 015,张海燕,美容师 016,许晨,美容师
017,李红霞,美容师 018,李莹,美容师 019,邱玉,美容师 020,赵玲,美容师 021,石玉,美容师 022,王桂芳,美容师 023,马颖,美容师 024,郝琳,美容师`

export const staff: StaffLine[] = STAFF.split(/\s+/).map((line) => {
  const [number = '', name = '', post = ''] = line.split(',')
  return {
    id: `staff-${number}`,
    number,
    name,
    roles: WORDS[post] ?? [],
    group: null,
    active: true,
    hasPin: number !== '024',
    lockedUntilMs: null,
  }
})

export const rooms: RoomLine[] = [
  ['S1', 'svip', 1, ''],
  ['S2', 'svip', 2, '双人'],
  ['V1', 'vip', 1, ''],
  ['V2', 'vip', 1, ''],
  ['V3', 'vip', 1, ''],
  ['V5', 'vip', 2, '双人'],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`P${n}`, 'ordinary', 1, '']),
].map(([number, tier, beds, note]) => ({ id: `room-${number}`, number, tier, beds, note }) as RoomLine)

const PRICES = `S001,基础面部清洁,面部,60,198.00,174.24 S002,深层补水护理,面部,75,398.00,350.24 S003,抗衰紧致护理,面部,90,880.00,774.40
S004,敏感肌修护,面部,75,560.00,492.80 S005,眼部护理,面部,30,168.00,147.84 S006,肩颈舒缓,身体,45,268.00,235.84 S007,全身精油SPA,身体,90,680.00,598.40
S008,热石理疗,身体,90,780.00,686.40 S009,足疗,身体,60,198.00,174.24 S010,海盐去角质,身体,45,328.00,288.64 S011,汗蒸,洗浴,60,128.00,112.64
S012,鲜花浴,洗浴,60,298.00,262.24 S013,双人SPA,身体,120,1580.00,1390.40 S014,美甲,美甲,60,188.00,165.44 S015,头皮养护,头部,60,258.00,227.04
G001,玫瑰精油30ml,商品,0,268.00,241.20 G002,补水面膜(盒),商品,0,198.00,178.20 G003,身体乳,商品,0,158.00,142.20 G004,花茶,商品,0,38.00,34.20 G005,果盘,商品,0,48.00,43.20`

export const items: Item[] = PRICES.split(/\s+/).map((line) => {
  const [code = '', name = '', category = '', minutes = '0', price = '0.00', memberPrice = ''] = line.split(',')
  return {
    id: `item-${code}`,
    code,
    name,
    kind: code.startsWith('S') ? 'service' : 'good',
    category,
    minutes: Number(minutes) || null,
    price,
    memberPrice,
    rooms: '全部',
    active: true,
  }
})

export interface Person
  extends Pick<
    MemberCard,
    | 'memberNo'
    | 'name'
    | 'tier'
    | 'grade'
    | 'gradeDiscount'
    | 'birthday'
    | 'allergies'
    | 'notes'
    | 'visits'
    | 'spent12m'
    | 'tierSince'
    | 'gender'
  > {
  phone: string
  pinyin: string
  usual: string | null
  slot: number | null
  linen: 'none' | 'whole' | 'away' | 'incomplete'
}

const PEOPLE: [
  string,
  string,
  string,
  MemberCard['tier'],
  MemberCard['grade'],
  string,
  string | null,
  number | null,
][] = [
  ['张晓岚', 'zhangxiaolan', '13812346027', 'svip', 'platinum', '04-12', 'staff-018', 27],
  ['张晓岚', 'zhangxiaolan', '13922220871', 'ordinary', 'regular', '1992-11-03', 'staff-020', null],
  ['林婉清', 'linwanqing', '13600006028', 'svip', 'diamond', '09-09', 'staff-012', 3],
  ['周雅琴', 'zhouyaqin', '13700001234', 'svip', 'gold', '农历八月十五', 'staff-018', 8],
  ['郑美华', 'zhengmeihua', '13500004321', 'svip', 'gold', '1980-01-30', 'staff-014', 11],
  ['孙丽娟', 'sunlijuan', '13811110001', 'vip', 'silver', '06-18', 'staff-020', 31],
  ['吴倩', 'wuqian', '13811110002', 'vip', 'gold', '12-01', 'staff-022', 14],
  ['冯雪', 'fengxue', '13811110003', 'vip', 'silver', '02-28', 'staff-017', 19],
  ['韩冰', 'hanbing', '13811110004', 'vip', 'regular', '07-07', 'staff-018', 22],
  ['蒋欣', 'jiangxin', '13811110005', 'vip', 'gold', '03-15', 'staff-022', 12],
  ['钱玉', 'qianyu', '13811110006', 'vip', 'silver', '05-20', 'staff-022', 44],
  ['何静', 'hejing', '13811110007', 'vip', 'regular', '11-21', 'staff-013', 25],
  ['单梓萱', 'shanzixuan', '13811110008', 'vip', 'silver', '10-10', 'staff-014', 40],
  ['谢婷', 'xieting', '13900001111', 'ordinary', 'regular', '08-08', 'staff-021', null],
  ['邓丽', 'dengli', '13900002222', 'ordinary', 'silver', '', 'staff-021', null],
  ['刘芳', 'liufang', '13900003333', 'ordinary', 'regular', '1988', null, null],
  ['王芳', 'wangfang', '13900004444', 'ordinary', 'regular', '11-21', 'staff-011', null],
  ['王小宝', 'wangxiaobao', '13900004444', 'ordinary', 'regular', '2015-06-01', null, null],
  ['王建国', 'wangjianguo', '13900004444', 'ordinary', 'regular', '1960-05-05', null, null],
  ['唐敏', 'tangmin', '13900005555', 'ordinary', 'regular', '', 'staff-023', null],
  ['古丽娜孜·买买提江', 'gulinazimaimaitijiang', '13900006666', 'vip', 'silver', '03-21', 'staff-018', 45],
  ['曹颖', 'caoying', '13900007777', 'ordinary', 'regular', '', 'staff-023', null],
  ['高洁', 'gaojie', '13900008888', 'vip', 'regular', '01-08', 'staff-012', null],
  ['赵丽', 'zhaoli', '13900009999', 'ordinary', 'regular', '', null, 6],
]

const DISCOUNT = { regular: null, silver: '9.5', gold: '9.0', platinum: '8.8', diamond: '8.5' } as const

export const people: Person[] = PEOPLE.map(([name, pinyin, phone, tier, grade, birthday, usual, slot], index) => ({
  memberNo: 1001 + index,
  name,
  pinyin,
  phone,
  tier,
  grade,
  birthday,
  usual,
  slot,
  gradeDiscount: DISCOUNT[grade],
  gender: 'female',
  tierSince: tier === 'ordinary' ? null : '2024-03-15',
  allergies: index === 0 ? ['酒精过敏', '忌乳胶手套'] : index === 7 ? ['花粉'] : [],
  notes: index === 0 ? ['上次等候 20 分钟，请准时'] : index === 15 ? ['<b>不要</b>推销 =SUM(A1)'] : [],
  visits: index === 0 ? 38 : (index * 7) % 23,
  spent12m: index === 0 ? '56280.00' : `${(index * 1370) % 19000}.00`,
  linen: tier === 'ordinary' ? 'none' : index === 7 ? 'away' : index === 12 ? 'incomplete' : 'whole',
}))
