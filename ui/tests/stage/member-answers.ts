// The members' room on the stage: everybody in memory, and as many made-up ones as a real salon has.
import { addDays, instantOf } from '../../src/text/format'
import type { Answer, BookingLine, MemberFile, MemberHit, Tier } from '../../src/wire/types'
import { NOW, TODAY } from './bookings'
import { people, staff } from './people'
import { type Answers, hitOf, refuse, type StageSalon } from './salon'

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const GIVEN = ['秀英', '敏', '丽华', '静怡', '雪梅', '婷婷', '玉兰', '桂芳', '晓燕', '欣然', '若曦', '梓涵']
const PAGE = 50

/** So many more members, each the same every time. */
export function crowd(count: number): MemberHit[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${SURNAMES[index % SURNAMES.length]}${GIVEN[(index * 7) % GIVEN.length]}`
    const tier: Tier = index % 11 === 0 ? 'svip' : index % 4 === 0 ? 'vip' : 'ordinary'
    const memberNo = 2001 + index
    const phone = `13${index % 10}****${String(1000 + ((index * 37) % 9000))}`
    const birthday =
      index % 5 === 0 ? '' : `${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`
    return { memberNo, id: `member-${memberNo}`, name, tier, phone, birthday, matched: 'name' }
  })
}

function line(index: number, done: boolean): BookingLine {
  const startMs = done ? instantOf(addDays(TODAY, -9 - index * 13), '14:30') : instantOf(addDays(TODAY, 2), '15:30')
  return {
    id: `line-${index}`,
    startMs,
    endMs: startMs + 5_400_000,
    room: 'S2',
    beautician: '李莹',
    services: index % 2 ? ['全身精油SPA'] : ['抗衰紧致护理', '眼部护理'],
    notDone: [],
    status: done ? (index === 3 ? 'no_show' : 'settled') : 'confirmed',
    total: done && index !== 3 ? '774.40' : null,
  }
}

function fileOf(memberNo: number): MemberFile {
  const person = people.find((one) => one.memberNo === memberNo) ?? refuse('no_such_member')
  const usual = staff.find(({ id }) => id === person.usual)
  const rich = person.tier === 'svip'
  const { phone, pinyin: _p, usual: _u, slot, linen, ...rest } = person
  return {
    ...rest,
    id: `member-${memberNo}`,
    phones: [
      ...(phone ? [{ masked: hitOf(person, 'phone').phone, current: true }] : []),
      ...(rich ? [{ masked: '139****0071', current: false }] : []),
    ],
    birthdayToday: person.birthday === '11-21',
    usualBeautician: usual ? { id: usual.id, name: usual.name } : null,
    upcoming: rich ? [line(0, false)] : [],
    last: person.visits ? [0, 1, 2, 3, 4].slice(0, rich ? 5 : 1).map((index) => line(index, true)) : [],
    linen:
      person.tier === 'ordinary'
        ? null
        : {
            slot,
            slotLabel: slot === null ? null : `${person.name} ${String(slot).padStart(2, '0')}号`,
            state: linen,
            pieces: [
              { kind: 'towel', place: linen === 'away' ? 'drying' : 'shelf', count: rich ? 2 : 1 },
              { kind: 'bath_towel', place: linen === 'whole' ? 'shelf' : 'laundry', count: 1 },
              { kind: 'bathrobe', place: 'shelf', count: 1 },
              { kind: 'slippers', place: 'shelf', count: 1 },
              { kind: 'headband', place: linen === 'incomplete' ? 'lost' : 'shelf', count: 1 },
            ],
            expectedBackAt: linen === 'away' ? NOW + 10_800_000 : null,
          },
    occupation: '',
    createdAt: instantOf('2024-03-15', '10:00'),
    qualifications: rich
      ? [
          { tier: 'vip', since: '2023-05-01', until: '2024-03-15' },
          { tier: 'svip', since: '2024-03-15', until: null },
        ]
      : person.tier === 'vip'
        ? [{ tier: 'vip', since: person.tierSince, until: null }]
        : [],
    sources: [
      {
        sheet: '会员资格记录表',
        row: memberNo - 990,
        text: [
          `${memberNo - 1000}`,
          '2024.3.15',
          `${person.name} 女士`,
          '女',
          `手机${phone}`,
          person.birthday,
          'Svip',
          '',
          '<b>勿推销</b> =SUM(A1:A9)',
        ],
      },
    ],
    linenMoves: rich
      ? [
          { atMs: NOW - 90_000_000, kind: 'towel', from: 'drying', to: 'shelf', by: '杜琴', reason: '' },
          { atMs: NOW - 98_000_000, kind: 'towel', from: 'laundry', to: 'drying', by: '胡丹', reason: '' },
        ]
      : [],
    bills: rich
      ? [0, 1, 2].map((index) => ({
          billId: `bill-${index}`,
          number: `20261109-${index + 11}`,
          atMs: line(index, true).endMs,
          due: '774.40',
        }))
      : [],
  }
}

export function memberAnswers(salon: StageSalon): Answers {
  const many = salon.crowd > 0 ? crowd(salon.crowd) : []
  const find = (no: number) => people.find(({ memberNo }) => memberNo === no) ?? refuse('no_such_member')
  return {
    'member.list': ({ tier, after, limit = PAGE }): Answer<'member.list'> => {
      const all = salon.empty ? [] : [...people.map((person) => hitOf(person, 'name')), ...many]
      const fitting = all.filter((hit) => !tier || hit.tier === tier)
      const rest = fitting.filter(({ memberNo }) => memberNo > Number(after ?? 0))
      const rows = rest.slice(0, limit)
      return { rows, next: rest.length > limit ? (rows.at(-1)?.memberNo ?? null) : null, total: fitting.length }
    },
    'member.file': ({ memberNo }) => fileOf(memberNo),
    'member.amend': ({ memberNo, name, birthday, gender, allergies, notes, usualBeauticianId }) => {
      const person = find(memberNo)
      if (name === '') refuse('field_missing', { field: 'name' })
      if (birthday === '13月1日') refuse('bad_date', {})
      if (name) person.name = name
      if (birthday !== undefined) person.birthday = birthday ?? ''
      if (gender !== undefined) person.gender = gender
      if (allergies !== undefined) person.allergies = allergies ?? []
      if (notes !== undefined) person.notes = (notes ?? '').split('\n').filter(Boolean)
      if (usualBeauticianId !== undefined) person.usual = usualBeauticianId
      salon.change('member')
      return null
    },
    'member.reveal': ({ memberNo }) => ({ phones: [find(memberNo).phone] }),
  }
}
