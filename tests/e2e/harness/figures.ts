// One line of honest figures a proof, on the terminal and, when the whole proof is run, in the file that keeps them.
import { appendFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Whether the full counts are asked for (`script/bench live`), not those of every day. */
export const full = process.env.LANTAI_PROOF === 'full'

export function say(proof: string, figures: string) {
  const line = `PROOF ${proof}: ${figures}\n`
  process.stderr.write(line)
  if (full) appendFileSync(join(process.env.CARGO_TARGET_DIR ?? resolve('../../target'), 'proof.txt'), line)
}
