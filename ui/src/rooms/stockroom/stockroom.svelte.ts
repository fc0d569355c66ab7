// What the stockroom looks at and what its hands do: one tap, one write, the news at the lower edge.
import { session } from '../../house/session.svelte'
import { toasts } from '../../shared/toasts.svelte'
import { words } from '../../text/words.svelte'
import type { LaundrySet, MakeTask, PieceKind, RetireTask } from '../../wire/types'
import { Hands } from './hands.svelte'
import { COMMAND, type Step } from './steps'
import { slotText } from './tell'

export type View = 'trays' | 'shelf' | 'wash' | 'making'
const MUTED = 'lantai.chime'

class Stockroom {
  view = $state<View>('trays')
  order = $state<'time' | 'slot' | 'tomorrow'>('time')
  whose = $state<'mine' | 'everyone'>('everyone')
  /** The member whose linen file is open. */
  opened = $state<number | null>(null)
  muted = $state(localStorage.getItem(MUTED) === 'off')
  readonly hands = new Hands()

  /** Everybody finds what he comes for: who only washes the laundry, who carries trays his own ones. */
  begin() {
    this.hands.forget()
    this.opened = null
    this.order = 'time'
    this.view = session.may('tray.day') ? 'trays' : 'wash'
    this.whose = this.carries ? 'mine' : 'everyone'
  }

  /** Somebody who takes trays to guests but does not keep the stockroom. */
  get carries(): boolean {
    return session.may('tray.take') && !session.may('tray.ready')
  }

  mute(muted: boolean) {
    this.muted = muted
    localStorage.setItem(MUTED, muted ? 'off' : 'on')
  }

  async step(step: Step, bookingId: string, name: string) {
    const args = step === 'readyRest' ? { bookingId, withoutMissing: true } : { bookingId }
    const done = await this.hands.act(`${step} ${bookingId}`, COMMAND[step], args)
    const t = words.t.stockroom
    const said = {
      ready: t.readyDone,
      readyRest: t.readyDone,
      putAway: t.putAwayDone,
      take: t.takeDone,
      bringBack: t.bringBackDone,
      giveBack: t.returnDone,
      slippers: t.slippersDone,
      laundry: t.laundryDone,
    }
    const undoable = (step === 'ready' || step === 'readyRest') && session.may('tray.put_away')
    const undo = () => void this.step('putAway', bookingId, name)
    if (done !== undefined) toasts.done(said[step](name), undoable ? undo : undefined)
    return done !== undefined
  }

  async toDrying({ memberNo, memberName }: LaundrySet) {
    const done = await this.hands.act(`wash ${memberNo}`, 'linen.to_drying', { memberNo })
    if (done !== undefined) toasts.done(words.t.stockroom.dryingDone(memberName))
  }

  async shelve({ memberNo, memberName }: { memberNo: number; memberName: string }, key = 'wash') {
    const done = await this.hands.act(`${key} ${memberNo}`, 'linen.shelve', { memberNo })
    const t = words.t.stockroom
    if (done) toasts.done(done.whole ? t.shelvedWhole(memberName) : t.shelvedPart(memberName))
  }

  async toStock({ memberNo, memberName }: LaundrySet) {
    const done = await this.hands.act(`wash ${memberNo}`, 'linen.to_stock', { memberNo })
    if (done !== undefined) toasts.done(words.t.stockroom.stockDone(memberName))
  }

  async make({ memberNo, memberName }: MakeTask) {
    const done = await this.hands.act(`make ${memberNo}`, 'linen.make_set', { memberNo })
    if (done) toasts.done(words.t.stockroom.begun(memberName, slotText(done.slot)))
  }

  async retire({ memberNo, memberName }: RetireTask): Promise<boolean> {
    const done = await this.hands.act(`retire ${memberNo}`, 'linen.retire', { memberNo })
    if (done !== undefined) toasts.done(words.t.stockroom.retireDone(memberName))
    return done !== undefined
  }

  /** Lost or damaged. Only from the shelf can it be taken back as if nothing had been. */
  async mark(piece: { pieceId: string; kind: PieceKind; place: string }, as: 'lost' | 'damaged', reason: string) {
    const done = await this.hands.act(piece.pieceId, 'linen.mark', { pieceId: piece.pieceId, as, reason })
    if (done === undefined) return false
    const t = words.t.stockroom
    const undo = () => void this.recover(piece, t.undoReason)
    const undoable = piece.place === 'shelf' && session.may('linen.recover')
    toasts.done(t.markDone[as](words.t.domain.piece[piece.kind]), undoable ? undo : undefined)
    return true
  }

  async replace(piece: { pieceId: string; kind: PieceKind }, reason: string) {
    const done = await this.hands.act(piece.pieceId, 'linen.replace', { pieceId: piece.pieceId, reason })
    if (done) toasts.done(words.t.stockroom.replaceDone(words.t.domain.piece[piece.kind]))
    return done !== undefined
  }

  async recover(piece: { pieceId: string; kind: PieceKind }, reason: string) {
    const done = await this.hands.act(piece.pieceId, 'linen.recover', { pieceId: piece.pieceId, reason })
    if (done !== undefined) toasts.done(words.t.stockroom.recoverDone(words.t.domain.piece[piece.kind]))
    return done !== undefined
  }
}

export const stockroom = new Stockroom()
session.whenOther(() => stockroom.begin())
