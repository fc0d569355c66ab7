// What the stockroom asks, answered from memory with the linen rules in small.
import { isoDate } from '../../src/text/format'
import type { ShelfSlot, TrayCard } from '../../src/wire/types'
import { NOW, TODAY } from './bookings'
import { kindsOf, label, movePiece, newPiece, type StageSet, stateOf } from './linen'
import { people } from './people'
import { type Answers, refuse, type StageSalon } from './salon'
import { StageLinen } from './stage-linen'

type State = TrayCard['state']

export function stockroomAnswers(salon: StageSalon): Answers {
  const linen = new StageLinen(salon)
  salon.linen = linen
  return { ...trayAnswers(salon, linen), ...linenAnswers(salon, linen), ...mendAnswers(salon, linen) }
}

function trayAnswers(salon: StageSalon, linen: StageLinen): Answers {
  const me = () => salon.who.name
  const booked = (id: string) => salon.bookings.find((one) => one.id === id) ?? refuse('no_such_booking')
  const show = (id: string, state: 'ready' | 'taken' | 'returned') => {
    booked(id).trays = state
    salon.change('tray', 'linen')
    return null
  }
  const from = (id: string, state: State, to: State) => {
    const tray = linen.tray(id)
    if (tray.state !== state) refuse('linen_wrong_place', { what: 'tray', place: tray.state, wanted: to })
    tray.state = to
    return tray
  }
  return {
    'tray.day': ({ date }) =>
      salon.empty
        ? []
        : salon.bookings
            .filter(
              ({ id, startMs }) => linen.trays.has(id) && linen.tray(id).state !== 'void' && isoDate(startMs) === date,
            )
            .sort((a, b) => a.startMs - b.startMs)
            .map((booking) => linen.card(booking)),
    'tray.calls': () =>
      salon.empty
        ? []
        : [...linen.calls].sort((a, b) => Number(a.acknowledgedMs !== null) - Number(b.acknowledgedMs !== null)),
    'tray.acknowledge': ({ callId }) => {
      const call = linen.calls.find(({ id }) => id === callId) ?? refuse('no_such_call')
      call.acknowledgedMs ??= NOW
      salon.change('tray')
      return null
    },
    'tray.ready': ({ bookingId, withoutMissing }) => {
      const short = linen.short(booked(bookingId))
      if (short && !withoutMissing) {
        const of = <K extends 'kind' | 'count' | 'place'>(key: K) => short.missing.map((one) => one[key])
        refuse('linen_short', {
          missing: of('kind'),
          counts: of('count'),
          places: of('place'),
          expectedAt: short.expectedAt,
        })
      }
      from(bookingId, 'waiting', 'ready')
      for (const piece of linen.setOf(booked(bookingId).memberNo)?.pieces ?? [])
        if (piece.place === 'shelf') movePiece(piece, 'tray', me(), '', bookingId)
      return show(bookingId, 'ready')
    },
    'tray.take': ({ bookingId }) => {
      from(bookingId, 'ready', 'taken').takenBy = me()
      for (const piece of linen.setOf(booked(bookingId).memberNo)?.pieces ?? [])
        if (piece.bookingId === bookingId)
          movePiece(piece, piece.kind === 'slippers' ? 'disinfection' : 'in_use', me(), '', bookingId)
      return show(bookingId, 'taken')
    },
    'tray.put_away': ({ bookingId }) => {
      from(bookingId, 'ready', 'waiting')
      for (const piece of linen.setOf(booked(bookingId).memberNo)?.pieces ?? [])
        if (piece.bookingId === bookingId) movePiece(piece, 'shelf', me())
      booked(bookingId).trays = 'waiting'
      salon.change('tray', 'linen')
      return null
    },
    'tray.bring_back': ({ bookingId }) => {
      from(bookingId, 'taken', 'ready').takenBy = null
      for (const piece of linen.setOf(booked(bookingId).memberNo)?.pieces ?? [])
        if (piece.bookingId === bookingId) movePiece(piece, 'tray', me(), '', bookingId)
      return show(bookingId, 'ready')
    },
    'tray.return': ({ bookingId }) => {
      if (['booked', 'confirmed'].includes(booked(bookingId).status)) refuse('guest_not_here')
      from(bookingId, 'taken', 'returned')
      return show(bookingId, 'returned')
    },
  }
}

function linenAnswers(salon: StageSalon, linen: StageLinen): Answers {
  const go = (pieces: StageSet['pieces'], to: 'shelf' | 'laundry' | 'drying' | 'ordinary_stock') => {
    if (pieces.length === 0) refuse('linen_wrong_place', { wanted: to })
    for (const piece of pieces) movePiece(piece, to, salon.who.name)
    salon.change('linen', 'tray')
    return null
  }
  const out = (bookingId: string, slippers: boolean) =>
    linen.sets
      .flatMap(({ pieces }) => pieces)
      .filter(
        (piece) =>
          piece.bookingId === bookingId &&
          (piece.kind === 'slippers') === slippers &&
          ['in_use', 'disinfection'].includes(piece.place),
      )
  const of = (memberNo: number, places: string[], retired = false) =>
    linen.sets
      .filter((set) => set.memberNo === memberNo && (!retired || set.retired))
      .flatMap(({ pieces }) => pieces)
      .filter(({ place }) => places.includes(place))
  return {
    'linen.shelf': () => {
      const highest = Math.ceil(Math.max(10, ...linen.sets.map(({ slot }) => slot ?? 0)) / 10) * 10
      const slots = Array.from({ length: highest }, (_, at) => {
        const set = salon.empty ? undefined : linen.sets.find(({ slot, retired }) => slot === at + 1 && !retired)
        const kept = set ? stateOf(set.pieces) : 'free'
        const state: ShelfSlot['state'] = kept === 'none' ? 'incomplete' : kept
        return {
          slot: at + 1,
          label: set?.slotLabel ?? null,
          memberNo: set?.memberNo ?? null,
          tier: set?.tier ?? null,
          state,
        }
      })
      return { slots: salon.empty ? slots.slice(0, 10) : slots, nextFree: linen.freeSlot() }
    },
    'linen.set': ({ memberNo }) => linen.view(linen.setOf(memberNo) ?? refuse('no_such_set')),
    'linen.tasks': () =>
      salon.empty
        ? { toMake: [], slippersOut: [], inRooms: [], inLaundry: [], drying: [], toRepair: [], toRetire: [] }
        : {
            toMake: making(linen),
            slippersOut: linen.tasksOf(
              (piece) =>
                piece.kind === 'slippers' &&
                ['in_use', 'disinfection'].includes(piece.place) &&
                linen.hasLeft(piece.bookingId),
            ),
            inRooms: linen.gather('in_use', true),
            inLaundry: linen.gather('laundry'),
            drying: linen.gather('drying'),
            toRepair: linen.tasksOf(({ place }) => place === 'lost' || place === 'damaged'),
            toRetire: linen.sets
              .filter(({ memberName, retired }) => memberName === '赵丽' && !retired)
              .map(({ memberNo, memberName, slot }) => ({ memberNo, memberName, slot, cancelledOn: '2026-11-20' })),
          },
    'linen.slippers_back': ({ bookingId }) => go(out(bookingId, true), 'shelf'),
    'linen.to_laundry': ({ bookingId }) => go(out(bookingId, false), 'laundry'),
    'linen.to_drying': ({ memberNo }) => go(of(memberNo, ['laundry']), 'drying'),
    'linen.to_stock': ({ memberNo }) => go(of(memberNo, ['drying'], true), 'ordinary_stock'),
    'linen.shelve': ({ memberNo }) => {
      const set = linen.setOf(memberNo) ?? refuse('no_such_set')
      go(of(memberNo, ['drying', 'in_making']), 'shelf')
      set.dueOn = null
      return { whole: stateOf(set.pieces) === 'whole' }
    },
  }
}

function making(linen: StageLinen) {
  const begun = linen.sets
    .filter(({ pieces, retired }) => !retired && pieces.some(({ place }) => place === 'in_making'))
    .map((set) => ({
      setId: set.setId,
      memberNo: set.memberNo,
      memberName: set.memberName,
      tier: set.tier,
      slot: set.slot,
      dueDate: set.dueOn ?? TODAY,
      pieces: kindsOf(set.tier)
        .map(({ kind }) => ({
          kind,
          count: set.pieces.filter((piece) => piece.kind === kind && piece.place === 'in_making').length,
        }))
        .filter(({ count }) => count > 0),
    }))
  const nobody = people
    .filter(({ tier, memberNo, slot }) => tier !== 'ordinary' && slot === null && !linen.setOf(memberNo))
    .map(({ memberNo, name, tier }) => ({
      setId: null,
      memberNo,
      memberName: name,
      tier,
      slot: null,
      dueDate: TODAY,
      pieces: kindsOf(tier),
    }))
  return [...begun, ...nobody]
}

function mendAnswers(salon: StageSalon, linen: StageLinen): Answers {
  const done = () => {
    salon.change('linen', 'tray')
    return null
  }
  return {
    'linen.mark': ({ pieceId, as, reason }) => {
      movePiece(linen.find(pieceId).piece, as, salon.who.name, reason)
      return done()
    },
    'linen.recover': ({ pieceId, reason }) => {
      movePiece(linen.find(pieceId).piece, 'shelf', salon.who.name, reason)
      return done()
    },
    'linen.replace': ({ pieceId, reason }) => {
      const { set, piece } = linen.find(pieceId)
      movePiece(piece, 'replaced', salon.who.name, reason)
      const made = newPiece(piece.kind, 'in_making')
      set.pieces.push(made)
      set.dueOn = TODAY
      done()
      return { pieceId: made.pieceId }
    },
    'linen.make_set': ({ memberNo, slot: wanted }) => {
      const person = people.find((one) => one.memberNo === memberNo) ?? refuse('no_such_member')
      const slot = wanted ?? linen.freeSlot()
      const setId = `set-${memberNo}`
      const pieces = kindsOf(person.tier).flatMap(({ kind, count }) =>
        Array.from({ length: count }, () => newPiece(kind, 'in_making')),
      )
      linen.sets.push({
        setId,
        memberNo,
        memberName: person.name,
        tier: person.tier,
        slot,
        slotLabel: label(person.name, slot),
        dueOn: TODAY,
        retired: false,
        pieces,
      })
      done()
      return { setId, slot }
    },
    'linen.retire': ({ memberNo }) => {
      const set = linen.setOf(memberNo) ?? refuse('no_such_set')
      for (const piece of set.pieces) if (piece.place === 'shelf') movePiece(piece, 'laundry', salon.who.name)
      Object.assign(set, { retired: true, slot: null, slotLabel: null })
      return done()
    },
  }
}
