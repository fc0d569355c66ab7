// Exact money on the screen: whole fen as integers, yuan as the wire's strings. Never a fraction of a fen, never a float.

/** '774.40' → 77440. Null for what is no amount. */
export function toFen(yuan: string): number | null {
  const found = /^(-?)(\d{1,9})(?:\.(\d{0,2}))?$/.exec(yuan.trim())
  if (!found) return null
  const [, sign, whole = '0', part = ''] = found
  const fen = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return sign ? -fen : fen
}

/** 77440 → '774.40'. */
export function toYuan(fen: number): string {
  const whole = Math.trunc(Math.abs(fen) / 100)
  return `${fen < 0 ? '-' : ''}${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
}

/** What a guest is likely to hand over in notes: the next ten, fifty and hundred yuan above the amount. */
export function likelyNotes(fen: number): number[] {
  const up = [1_000, 5_000, 10_000, 50_000].map((note) => Math.ceil(fen / note) * note)
  return [...new Set(up)].filter((amount) => amount > fen).slice(0, 3)
}
