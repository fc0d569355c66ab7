// What the till asks, answered from memory: prices by rule, bills, receipts, the day's takings. Reckoned in whole fen.
import { toFen, toYuan } from '../../src/rooms/till/fen'
import { isoDate } from '../../src/text/format'
import type { Args, PayMethod, Quote, QuoteLine, Receipt } from '../../src/wire/types'
import { NOW } from './bookings'
import { items, people } from './people'
import { type Answers, refuse, type StageSalon } from './salon'

const METHODS: PayMethod[] = ['cash', 'wechat', 'alipay', 'card']
const fen = (yuan: string) => toFen(yuan) ?? 0
const sum = (amounts: number[]) => amounts.reduce((total, one) => total + one, 0)

function quoteOf(salon: StageSalon, { bookingId, memberNo, lines, notDone = [] }: Args<'till.quote'>): Quote {
  const booking = bookingId
    ? (salon.bookings.find(({ id }) => id === bookingId) ?? refuse('no_such_booking'))
    : undefined
  const person = people.find((one) => one.memberNo === (booking?.memberNo ?? memberNo))
  const booked = items
    .filter(({ id, name }) => booking?.services.includes(name) && !notDone.includes(id))
    .map(({ id }) => ({ itemId: id, quantity: 1 }))
  const tier = person?.tier ?? 'ordinary'
  const rate = Number(person?.gradeDiscount ?? '10') / 10
  const priced = (lines.length ? lines : booked).map(({ itemId, quantity }): QuoteLine => {
    const item = items.find(({ id }) => id === itemId) ?? refuse('no_such_item')
    const list = fen(item.price)
    const byGrade = Math.round(list * rate)
    const byTier = tier === 'ordinary' ? list : fen(item.memberPrice ?? item.price)
    const unit = Math.min(list, byGrade, byTier)
    const rule = unit === list ? 'list' : unit === byTier ? 'tier' : 'grade'
    return {
      itemId,
      name: item.name,
      kind: item.kind,
      quantity,
      listPrice: item.price,
      unitPrice: toYuan(unit),
      amount: toYuan(unit * quantity),
      rule,
    }
  })
  const due = sum(priced.map(({ amount }) => fen(amount)))
  const list = sum(priced.map(({ listPrice, quantity }) => fen(listPrice) * quantity))
  return {
    lines: priced,
    leftOut: [],
    listTotal: toYuan(list),
    discountTotal: toYuan(list - due),
    due: toYuan(due),
    tier,
    grade: person?.grade ?? 'regular',
  }
}

function settled(salon: StageSalon, asked: Args<'till.settle'>, number: number): Receipt {
  const quote = quoteOf(salon, { ...asked, notDone: asked.notDone?.map(({ itemId }) => itemId) })
  const booking = salon.bookings.find(({ id }) => id === asked.bookingId)
  if (booking?.status === 'settled') refuse('already_settled')
  if (quote.due !== asked.due) refuse('price_moved', { due: quote.due, shown: asked.due })
  const paid = sum(asked.payments.map(({ amount }) => fen(amount)))
  const cash = sum(asked.payments.filter(({ method }) => method === 'cash').map(({ amount }) => fen(amount)))
  const change = paid - fen(quote.due)
  if (change < 0 || (change > 0 && change >= cash))
    refuse('payments_do_not_add_up', { due: quote.due, paid: toYuan(paid) })
  if (booking) booking.status = 'settled'
  const person = people.find((one) => one.memberNo === (booking?.memberNo ?? asked.memberNo))
  return {
    billId: `bill-${number}`,
    number: `20261121-${String(number).padStart(4, '0')}`,
    atMs: NOW,
    salon: '兰台·静安店',
    memberName: person?.name ?? null,
    memberNo: person?.memberNo ?? null,
    memberPhone: null,
    cashier: salon.who.name,
    lines: quote.lines,
    listTotal: quote.listTotal,
    discountTotal: quote.discountTotal,
    due: quote.due,
    payments: asked.payments,
    change: toYuan(change),
    room: booking?.roomNumber ?? null,
    beautician: booking?.beauticianName ?? null,
  }
}

/** The visits settled before 14:26, paid in every way there is. */
function seedBills(salon: StageSalon): Receipt[] {
  return salon.bookings
    .filter(({ status }) => status === 'settled')
    .map((booking, at) => {
      const asked = { bookingId: booking.id, lines: [] }
      const { due } = quoteOf(salon, asked)
      booking.status = 'finished'
      const receipt = settled(
        salon,
        { ...asked, due, payments: [{ method: METHODS[at % 4] ?? 'cash', amount: due }] },
        at + 1,
      )
      return { ...receipt, atMs: booking.endMs + 300_000, cashier: '陈荣' }
    })
}

export function tillAnswers(salon: StageSalon): Answers {
  const bills = seedBills(salon)
  return {
    'till.quote': (asked) => quoteOf(salon, asked),
    'till.settle': (asked) => {
      const receipt = settled(salon, asked, bills.length + 1)
      bills.push(receipt)
      salon.change('till', 'booking')
      return receipt
    },
    'till.receipt': ({ billId }) => bills.find((bill) => bill.billId === billId) ?? refuse('no_such_bill'),
    'till.print': ({ to, billId }) =>
      to === 'file'
        ? { bytes: 1204, where: `/salon/receipts/${billId}.bin` }
        : refuse('printer_unreachable', { printer: '192.168.1.50:9100' }),
    'till.day': ({ date }) => {
      const mine = salon.empty ? [] : bills.filter(({ atMs }) => isoDate(atMs) === date).sort((a, b) => b.atMs - a.atMs)
      const byMethod = METHODS.map((method) => {
        const paid = mine.flatMap(({ payments, change }) =>
          payments
            .filter((one) => one.method === method)
            .map(({ amount }) => fen(amount) - (method === 'cash' ? fen(change) : 0)),
        )
        return { method, amount: toYuan(sum(paid)), count: paid.length }
      })
      return {
        date,
        byMethod,
        total: toYuan(sum(mine.map(({ due }) => fen(due)))),
        bills: mine.map(({ billId, number, atMs, memberName, due, cashier }) => ({
          billId,
          number,
          atMs,
          memberName,
          due,
          cashier,
        })),
      }
    },
  }
}
