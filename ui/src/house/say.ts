// A refusal in the user's language.
import { clockTime } from '../text/format'
import { words } from '../text/words.svelte'
import { asFailure, type Refused } from '../wire/call'
import type { RefusalCode, SlotRefusal, Tier } from '../wire/types'

export function say(refused: Pick<Refused, 'code' | 'params'>): string {
  const sentence = (words.t.errors[refused.code] ?? words.t.errors.internal)(refused.params)
  const why = refused.params.why
  if (refused.code !== 'slot_refused' || typeof why !== 'string' || !(why in words.t.refusals)) return sentence
  return `${sayWhy({ code: why as RefusalCode, params: refused.params })}${words.t.domain.because}${sentence}`
}

/** What the window itself refused: a bare failure, not yet one of ours. */
export function sayThrown(thrown: unknown): string {
  const { code, params } = asFailure(thrown) ?? { code: 'internal' as const }
  return say({ code, params: params ?? {} })
}

/** The figures of a slot refusal made readable: instants as times of day, tiers as the names of their rooms. */
export function sayWhy(refusal: { code: SlotRefusal['code']; params: Record<string, unknown> }): string {
  const { params } = refusal
  const time = (name: string) => (typeof params[name] === 'number' ? clockTime(params[name]) : undefined)
  const tier = (name: string) => params[name] as Tier | undefined
  const roomTier = tier('roomTier')
  const memberTier = tier('memberTier')
  return words.t.refusals[refusal.code]({
    ...params,
    from: time('fromMs'),
    until: time('untilMs'),
    end: time('otherEndMs'),
    roomTier: roomTier ? words.t.domain.tierRoom[roomTier] : undefined,
    memberTier: memberTier ? words.t.domain.tier[memberTier] : undefined,
  })
}
