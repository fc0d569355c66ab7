// A salon in memory that answers like the core, well enough to draw every screen and to drive the tests.
import type { Envelope, Transport } from '../../src/wire/call'
import type { ProgressNote, Pushes } from '../../src/wire/live'
import type { BoardBooking, CommandMap, MemberHit, Role, StaffMe } from '../../src/wire/types'
import { NOW, seedBookings, TODAY, TURNOVER_MINUTES } from './bookings'
import { type people, staff } from './people'
import type { StageLinen } from './stage-linen'

export type Answers = {
  [N in keyof CommandMap]?: (
    args: CommandMap[N]['args'],
    envelope: Envelope,
  ) => CommandMap[N]['answer'] | Promise<CommandMap[N]['answer']>
}

export function refuse(code: string, params: Record<string, unknown> = {}): never {
  throw { code, params }
}

export class StageSalon implements Transport, Pushes {
  bookings: BoardBooking[] = seedBookings()
  seen: Envelope[] = []
  delayMs = 0
  empty = false
  crowd = 0
  /** How long each tenth of a long piece of work takes. */
  pauseMs = 0
  linen: StageLinen | null = null
  /** Who is asking, by the session's token. */
  who = { name: '', roles: [] as Role[] }
  readonly #answers: Answers = {}
  #changed: (changed: { topics: string[] }) => void = () => {}
  #progress: (note: ProgressNote) => void = () => {}
  readonly #done = new Map<string, unknown>()

  answer(more: Answers) {
    Object.assign(this.#answers, more)
  }

  onChanged(run: (changed: { topics: string[] }) => void) {
    this.#changed = run
  }

  onProgress(run: (note: ProgressNote) => void) {
    this.#progress = run
  }

  progress(note: ProgressNote) {
    this.#progress(note)
  }

  change(...topics: string[]) {
    setTimeout(() => this.#changed({ topics }))
  }

  async send(envelope: Envelope): Promise<unknown> {
    this.seen.push(envelope)
    if (this.delayMs) await new Promise((resolve) => setTimeout(resolve, this.delayMs))
    if (this.#done.has(envelope.requestId)) return this.#done.get(envelope.requestId)
    const answer = this.#answers[envelope.name] as ((args: unknown, envelope: Envelope) => unknown) | undefined
    if (!answer) refuse('unknown_command', { name: envelope.name })
    this.who = staff.find(({ number }) => envelope.session === `token-${number}`) ?? this.who
    const result = structuredClone(await answer(envelope.args, envelope))
    this.#done.set(envelope.requestId, result)
    return result
  }
}

export function hitOf(person: (typeof people)[number], matched: MemberHit['matched']): MemberHit {
  const phone = `${person.phone.slice(0, 3)}****${person.phone.slice(-4)}`
  return {
    memberNo: person.memberNo,
    id: `member-${person.memberNo}`,
    name: person.name,
    tier: person.tier,
    phone,
    birthday: person.birthday,
    matched,
  }
}

/** The frame's own commands: the house and the session. `commands` says who may call what. */
export function frameAnswers(commands: (roles: Role[]) => string[]): Answers {
  const me = (number: string): StaffMe => {
    const line = staff.find((person) => person.number === number) ?? refuse('wrong_pin', {})
    return {
      id: line.id,
      number,
      name: line.name,
      roles: line.roles,
      group: line.group,
      commands: commands(line.roles),
    }
  }
  return {
    'house.status': () => ({
      salonName: '兰台·静安店',
      businessDate: TODAY,
      now: NOW,
      dayStartHour: 5,
      openHour: 10,
      closeHour: 22,
      turnoverMinutes: TURNOVER_MINUTES,
      autoLockMinutes: 10,
      language: 'zh-Hans',
      utcOffsetMinutes: 480,
      demo: true,
      lastBackupAt: NOW - 3 * 60_000,
      staff: staff.map(({ id, number, name, roles, hasPin }) => ({ id, number, name, roles, hasPin })),
    }),
    'session.sign_in': ({ number, pin }) =>
      pin === '1234' ? { token: `token-${number}`, staff: me(number) } : refuse('wrong_pin', { remaining: 4 }),
    'session.prove': ({ number, pin }) =>
      pin === '1234' ? { proof: `proof-${number}` } : refuse('wrong_pin', { remaining: 4 }),
    'session.touch': () => null,
    'session.sign_out': () => null,
  }
}
