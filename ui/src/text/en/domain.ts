import type { Texts } from '../words.svelte'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export const domain: Texts['domain'] = {
  tier: { ordinary: 'Ordinary', vip: 'VIP', svip: 'SVIP' },
  tierRoom: { ordinary: 'Ordinary rooms', vip: 'VIP rooms', svip: 'SVIP rooms' },
  grade: { regular: 'Regular', silver: 'Silver', gold: 'Gold', platinum: 'Platinum', diamond: 'Diamond' },
  role: {
    front_desk: 'Front desk',
    stockroom: 'Stockroom',
    beautician: 'Beautician',
    consultant: 'Consultant',
    cleaner: 'Cleaner',
    laundry: 'Laundry',
    supervisor: 'Supervisor',
    manager: 'Manager',
  },
  status: {
    booked: 'Booked',
    confirmed: 'Confirmed',
    arrived: 'Arrived',
    in_treatment: 'In treatment',
    finished: 'To settle',
    settled: 'Settled',
    cancelled: 'Cancelled',
    no_show: 'No show',
  },
  piece: { towel: 'Towel', bath_towel: 'Bath towel', bathrobe: 'Bathrobe', slippers: 'Slippers', headband: 'Headband' },
  place: {
    in_making: 'In making',
    shelf: 'On shelf',
    tray: 'On tray',
    disinfection: 'Disinfection',
    in_use: 'In use',
    laundry: 'Laundry',
    drying: 'Drying',
    lost: 'Lost',
    damaged: 'Damaged',
    replaced: 'Replaced',
    ordinary_stock: 'Ordinary stock',
  },
  pay: { cash: 'Cash', wechat: 'WeChat', alipay: 'Alipay', card: 'Card' },
  source: { phone: 'Phone', wechat: 'WeChat', walk_in: 'Walk-in' },
  consent: { phone: 'Agreed by phone', in_person: 'Agreed in person', wechat: 'Agreed on WeChat' },
  item: { service: 'Service', good: 'Good' },
  importKind: {
    front_desk_register: 'Front-desk register',
    stockroom_register: 'Stockroom register',
    price_list: 'Price list',
    rooms: 'Rooms',
    staff: 'Staff',
  },
  gender: { female: 'Female', male: 'Male' },
  discount: (times) => `${(100 - Number(times) * 10).toFixed(1).replace(/\.0$/, '')}% off`,
  pieces: (name, count) => (count > 1 ? `${name} ×${count}` : name),
  slot: (slot) => `Slot ${String(slot).padStart(2, '0')}`,
  guests: (count) => (count === 1 ? '1 guest' : `${count} guests`),
  listJoin: ', ',
  because: '. ',
  dot: ' · ',
  yuan: (amount) => `¥${amount}`,
  minutes: (count) => `${count} min`,
  hours: (hours, minutes) => `${hours} h${Number(minutes) ? ` ${minutes} min` : ''}`,
  inPlace: (thing, place) => `${thing} (${place})`,
  minutesAgo: (count) =>
    count < 1
      ? 'just now'
      : count < 60
        ? `${count} min ago`
        : count < 2880
          ? `${Math.floor(count / 60)} h ago`
          : `${Math.floor(count / 1440)} days ago`,
  minutesAhead: (count) =>
    count < 1
      ? 'now'
      : count < 60
        ? `in ${count} min`
        : `in ${Math.floor(count / 60)} h${count % 60 ? ` ${count % 60} min` : ''}`,
  weekday: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  date: (_year, month, day) => `${day} ${MONTHS[month - 1]}`,
  fullDate: (year, month, day) => `${day} ${MONTHS[month - 1]} ${year}`,
  lunarMonth: (_name, month) => `Month ${month}`,
  lunarDay: (_name, day) => `Day ${day}`,
  lunarDate: (_written, month, day) => `lunar month ${month}, day ${day}`,
  meaning: (name, value) => `${name}: ${value}`,
  today: 'Today',
  tomorrow: 'Tomorrow',
  yesterday: 'Yesterday',
}
