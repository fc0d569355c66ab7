// The settings on the stage: kept in memory, refused where the core refuses.
import type { Item, Room, Setting, StaffLine, StoreStatus } from '../../src/wire/types'
import { NOW, TODAY } from './bookings'
import { items, rooms, staff } from './people'
import { type Answers, refuse, type StageSalon } from './salon'

const VALUES: Record<string, unknown> = {
  salon_name: '兰台·静安店',
  utc_offset_minutes: 480,
  day_start_hour: 5,
  open_hour: 10,
  close_hour: 22,
  turnover_minutes: 15,
  auto_lock_minutes: 10,
  linen_turnaround_minutes: 180,
  language: 'zh-Hans',
  demo: true,
  printer: '',
  grade_from_silver: '5000.00',
  grade_from_gold: '20000.00',
  grade_from_platinum: '50000.00',
  grade_from_diamond: '100000.00',
  grade_rate_silver: '0.95',
  grade_rate_gold: '0.90',
  grade_rate_platinum: '0.88',
  grade_rate_diamond: '0.85',
}

function pinTooSimple(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index]))
  return !/^\d{4,8}$/.test(pin) || [0, 1, -1].some((by) => steps.every((step) => step === by))
}

export function settingAnswers(salon: StageSalon): Answers {
  const settings: Setting[] = Object.entries(VALUES).map(([key, value]) => ({
    key,
    value,
    effectiveFrom: key === 'salon_name' ? '2024-03-01' : null,
    planned: key === 'turnover_minutes' ? [{ effectiveFrom: '2026-12-01', value: 20 }] : [],
  }))
  const people: StaffLine[] = staff.map((line, index) => ({
    ...line,
    lockedUntilMs: index === 18 ? NOW + 12 * 60_000 : null,
    group: index === 3 || index > 16 ? '一组' : null,
  }))
  const doors: Room[] = rooms.map((room) => ({ ...room, active: room.number !== 'P8' }))
  const list: Item[] = items.map((item) => ({ ...item, active: item.code !== 'S011' }))
  const backups = [3, 63, 183, 1500].map((minutes, index) => ({
    file: `lantai-2026112${1 - (index > 2 ? 1 : 0)}T0${6 - index}2300000Z.backup`,
    atMs: NOW - minutes * 60_000,
    sizeBytes: 4_812_000 - index * 9000,
  }))
  const put = <T extends { id: string }>(
    all: T[],
    asked: Omit<T, 'id'> & { id?: string },
    extra: Partial<T>,
  ): { id: string } => {
    const id = asked.id ?? `new-${all.length}`
    const at = all.findIndex((one) => one.id === id)
    const before = at < 0 ? {} : all[at]
    const next = { ...extra, ...before, ...asked, id } as T
    if (at < 0) all.push(next)
    else all[at] = next
    return { id }
  }
  return {
    'setting.list': () => settings,
    'setting.set': ({ key, value, effectiveFrom }) => {
      const line = settings.find((one) => one.key === key) ?? refuse('no_such_setting', { key })
      if (key === 'turnover_minutes' && Number(value) > 180) refuse('bad_number', { field: key })
      if (effectiveFrom && effectiveFrom > TODAY) line.planned = [...line.planned, { effectiveFrom, value }]
      else Object.assign(line, { value, effectiveFrom: effectiveFrom ?? null })
      salon.change('setting')
      return null
    },
    'setting.withdraw': ({ key, effectiveFrom }) => {
      const line = settings.find((one) => one.key === key) ?? refuse('no_such_setting', { key })
      line.planned = line.planned.filter((one) => one.effectiveFrom !== effectiveFrom)
      salon.change('setting')
      return null
    },
    'staff.list': () => (salon.empty ? [] : people),
    'staff.save': (asked) => {
      if (people.some(({ number, id }) => number === asked.number && id !== asked.id))
        refuse('number_taken', { number: asked.number })
      if (asked.roles.length === 0) refuse('field_missing', { field: 'roles' })
      if (!asked.active && asked.roles.includes('manager')) refuse('not_allowed', { reason: 'last_manager' })
      salon.change('staff')
      return put<StaffLine>(
        people,
        {
          hasPin: false,
          lockedUntilMs: null,
          ...people.find(({ id }) => id === asked.id),
          ...asked,
          group: asked.group ?? null,
        },
        {},
      )
    },
    'staff.set_pin': ({ number, pin }) => {
      if (pinTooSimple(pin)) refuse('pin_too_simple')
      const line = people.find((one) => one.number === number) ?? refuse('no_such_staff')
      Object.assign(line, { hasPin: true, lockedUntilMs: null })
      salon.change('staff')
      return null
    },
    'staff.change_pin': ({ oldPin, newPin }) => {
      if (oldPin !== '1234') refuse('wrong_pin', { remaining: 4 })
      if (pinTooSimple(newPin)) refuse('pin_too_simple')
      return null
    },
    'staff.unlock': ({ number }) => {
      Object.assign(people.find((one) => one.number === number) ?? {}, { lockedUntilMs: null })
      salon.change('staff')
      return null
    },
    'room.list': () => (salon.empty ? [] : doors),
    'room.save': (asked) => {
      if (doors.some(({ number, id }) => number === asked.number && id !== asked.id))
        refuse('number_taken', { number: asked.number })
      if (!asked.active && asked.number === 'S1') refuse('room_awaited', { number: 'S1', bookings: 2 })
      salon.change('room')
      return put(doors, asked, {})
    },
    'catalog.list': ({ includeInactive }) =>
      salon.empty ? [] : list.filter(({ active }) => active || includeInactive),
    'catalog.save': (asked) => {
      if (list.some(({ code, id }) => code === asked.code && id !== asked.id))
        refuse('number_taken', { number: asked.code })
      if (asked.memberPrice && Number(asked.memberPrice) > Number(asked.price))
        refuse('bad_amount', { field: 'memberPrice' })
      salon.change('catalog')
      return put(list, asked, {})
    },
    'store.status': (): StoreStatus =>
      ({
        path: '/home/desk/.local/share/lantai/store.db',
        sizeBytes: 4_980_736,
        keyProvider: 'file',
        lastBackupAt: salon.empty ? null : (backups[0]?.atMs ?? null),
        backups: salon.empty ? [] : backups,
        journalRows: 18_342,
      }) as StoreStatus,
    'store.backup': () => {
      const made = { file: `lantai-20261121T0626${backups.length}Z.backup`, atMs: NOW, sizeBytes: 4_815_000 }
      backups.unshift(made)
      salon.change('store')
      return made as never
    },
  }
}
