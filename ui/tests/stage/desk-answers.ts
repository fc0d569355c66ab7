// What the desk asks, answered from memory.
import type { BookingStatus, MemberCard } from '../../src/wire/types'
import { NOW } from './bookings'
import { items, people, rooms, staff } from './people'
import { type Answers, hitOf, refuse, type StageSalon } from './salon'

const DONE: BookingStatus[] = ['arrived', 'in_treatment', 'finished', 'settled']

export function deskAnswers(salon: StageSalon): Answers {
  return {
    'booking.day': ({ date }) => {
      const start = Date.parse(`${date}T00:00:00+08:00`) + 5 * 3_600_000
      const bookings = salon.empty
        ? []
        : salon.bookings.filter(
            ({ startMs, status }) => startMs >= start && startMs < start + 86_400_000 && status !== 'cancelled',
          )
      return {
        date,
        dayStartMs: start,
        dayEndMs: start + 86_400_000,
        rooms,
        beauticians: staff.filter(({ roles }) => roles.includes('beautician')).map(({ id, name }) => ({ id, name })),
        bookings,
        takings: salon.empty ? '0.00' : '12480.00',
        counts: { booked: bookings.length, arrived: bookings.filter(({ status }) => DONE.includes(status)).length },
      }
    },
    'staff.list': () => staff,
    'catalog.list': () => items,
    'member.search': ({ query }) => {
      const asked = query.trim().toLowerCase().replace(/[\s-]/g, '')
      if (!asked || salon.empty) return { hits: [], more: false, read: 'nothing' }
      const [, text = '', digits = ''] = /^(\D*)(\d*)/.exec(asked) ?? []
      const hits = people.filter((person) => {
        const named =
          !text ||
          person.name.includes(text) ||
          person.pinyin.startsWith(text) ||
          initials(person.pinyin, person.name).startsWith(text)
        const numbered =
          !digits || person.phone.includes(digits) || person.birthday.replaceAll('-', '').endsWith(digits)
        return named && numbered
      })
      return {
        hits: hits.slice(0, 9).map((person) => hitOf(person, text ? 'name' : 'phone')),
        more: hits.length > 9,
        read: text && digits ? 'mixed' : text ? 'name' : 'phone',
      }
    },
    'member.card': ({ memberNo }) => card(salon, memberNo),
    'member.store_phone': ({ memberNo, phone }) => {
      const person = people.find((one) => one.memberNo === memberNo) ?? refuse('no_such_member')
      const former = [person.phone]
      person.phone = phone
      salon.change('member')
      return { former }
    },
    'member.add': ({ name, phones, birthday, allergies, allowSame }) => {
      const same = people.find((one) => one.name === name)
      if (same && !allowSame) refuse('same_person_exists', { name, memberNo: same.memberNo })
      const memberNo = 1001 + people.length
      people.push({
        memberNo,
        name,
        pinyin: '',
        phone: phones[0] ?? '',
        tier: 'ordinary',
        grade: 'regular',
        gradeDiscount: null,
        birthday: birthday ?? '',
        usual: null,
        slot: null,
        gender: null,
        tierSince: null,
        allergies: allergies ?? [],
        notes: [],
        visits: 0,
        spent12m: '0.00',
        linen: 'none',
      })
      return { memberNo }
    },
    'till.quote': ({ lines }) => {
      const total = lines
        .reduce((sum, line) => sum + Number(items.find(({ id }) => id === line.itemId)?.memberPrice ?? 0), 0)
        .toFixed(2)
      return {
        lines: [],
        leftOut: [],
        listTotal: total,
        discountTotal: '0.00',
        due: total,
        tier: 'vip',
        grade: 'regular',
      }
    },
  }
}

const SYLLABLES = /zh|ch|sh|[b-df-hj-np-tw-z]/g

function initials(pinyin: string, name: string): string {
  const starts = pinyin.match(new RegExp(`(${SYLLABLES.source})(?=[aeiou])`, 'g')) ?? []
  return starts
    .slice(0, name.length)
    .map((start) => start[0])
    .join('')
}

export function card(salon: StageSalon, memberNo: number): MemberCard {
  const person = people.find((one) => one.memberNo === memberNo) ?? refuse('no_such_member')
  const mine = salon.bookings.filter((booking) => booking.memberNo === memberNo && booking.status !== 'cancelled')
  const usual = staff.find(({ id }) => id === person.usual)
  const line = (booking: (typeof mine)[number]) => ({
    id: booking.id,
    startMs: booking.startMs,
    endMs: booking.endMs,
    room: booking.roomNumber,
    beautician: booking.beauticianName,
    services: booking.services,
    notDone: [],
    status: booking.status,
    total: booking.status === 'settled' ? '774.40' : null,
  })
  const former =
    memberNo === 1001
      ? [
          {
            id: 'old-1',
            startMs: NOW - 19 * 86_400_000,
            endMs: NOW - 19 * 86_400_000 + 5_400_000,
            room: 'S2',
            beautician: '李莹',
            services: ['抗衰紧致护理'],
            notDone: [],
            status: 'settled' as const,
            total: '774.40',
          },
          {
            id: 'old-2',
            startMs: NOW - 33 * 86_400_000,
            endMs: NOW - 33 * 86_400_000 + 5_400_000,
            room: 'S1',
            beautician: '王强',
            services: ['全身精油SPA', '肩颈舒缓'],
            notDone: [],
            status: 'settled' as const,
            total: '834.24',
          },
        ]
      : []
  return {
    memberNo,
    id: `member-${memberNo}`,
    name: person.name,
    gender: person.gender,
    tier: person.tier,
    tierSince: person.tierSince,
    grade: person.grade,
    gradeDiscount: person.gradeDiscount,
    phones: [{ masked: hitOf(person, 'phone').phone, current: true }],
    birthday: person.birthday,
    birthdayToday: person.birthday === '11-21',
    allergies: person.allergies,
    notes: person.notes,
    usualBeautician: usual ? { id: usual.id, name: usual.name } : null,
    visits: person.visits,
    spent12m: person.spent12m,
    upcoming: mine.filter(({ startMs }) => startMs > NOW).map(line),
    last: [...mine.filter(({ startMs }) => startMs <= NOW).map(line), ...former],
    linen:
      person.tier === 'ordinary'
        ? null
        : {
            slot: person.slot,
            slotLabel: `${person.name} ${String(person.slot).padStart(2, '0')}号`,
            state: person.linen,
            pieces: [
              {
                kind: 'towel',
                place: person.linen === 'away' ? 'drying' : 'shelf',
                count: person.tier === 'svip' ? 2 : 1,
              },
              { kind: 'bath_towel', place: 'shelf', count: 1 },
              { kind: 'bathrobe', place: 'shelf', count: 1 },
              { kind: 'slippers', place: 'shelf', count: 1 },
              { kind: 'headband', place: person.linen === 'incomplete' ? 'lost' : 'shelf', count: 1 },
            ],
            expectedBackAt: person.linen === 'away' ? NOW + 174 * 60_000 : null,
          },
  }
}
