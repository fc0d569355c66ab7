// Looks through bytes for thousands of texts at once, each in every form: two rolling words of four bytes are looked up in a
// table of all beginnings, and what may be one is compared whole.
import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { formsOf } from './forms'

const HEAD = 8
const BITS = 26
const CHUNK = 16 * 1024 * 1024

export interface Found {
  file: string
  text: string
  as: string
  at: number
}

export class Seeker {
  /** How many texts in how many forms are sought, and how many bytes were looked at. */
  readonly counts = { texts: 0, forms: 0, bytes: 0 }
  /** The files that were looked through to their end and were not empty. */
  readonly files: string[] = []
  readonly #heads = new Uint8Array(2 ** (BITS - 3))
  readonly #byHash = new Map<number, { bytes: Buffer; text: string; as: string }[]>()
  #longest = 0

  constructor(texts: string[]) {
    for (const text of texts) {
      for (const { as, bytes } of formsOf(text)) {
        if (bytes.length < HEAD) throw new Error(`${text} is too short to be told from chance as ${as}`)
        const hash = hashed(bytes.readUInt32LE(0), bytes.readUInt32LE(4))
        this.#heads[hash >>> 3] = (this.#heads[hash >>> 3] as number) | (1 << (hash & 7))
        const same = this.#byHash.get(hash)
        if (same) same.push({ bytes, text, as })
        else this.#byHash.set(hash, [{ bytes, text, as }])
        this.#longest = Math.max(this.#longest, bytes.length)
        this.counts.forms += 1
      }
      this.counts.texts += 1
    }
  }

  /** Every file below a folder. What goes away while it is looked at is no file any more. */
  through(folder: string): Found[] {
    const found: Found[] = []
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      try {
        const kind = lstatSync(path)
        if (kind.isDirectory()) found.push(...this.through(path))
        else if (kind.isFile()) found.push(...this.inFile(path))
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown
      }
    }
    return found
  }

  /** One file, in pieces that overlap by the longest form. */
  inFile(path: string): Found[] {
    const file = openSync(path, 'r')
    try {
      const found: Found[] = []
      const { size } = fstatSync(file)
      const piece = Buffer.alloc(Math.min(size, CHUNK))
      for (let from = 0; from < size; from += CHUNK - this.#longest) {
        const read = readSync(file, piece, 0, piece.length, from)
        found.push(...this.in(piece.subarray(0, read), path, from))
      }
      if (size > 0) this.files.push(path)
      this.counts.bytes += size
      return found
    } finally {
      closeSync(file)
    }
  }

  in(bytes: Buffer, file = '', from = 0): Found[] {
    const found: Found[] = []
    const heads = this.#heads
    let [low, high] = [0, 0]
    for (let end = 0; end < bytes.length; end++) {
      // Four bytes leave the upper word as four others enter it; the word before them is the lower one.
      low = (low >>> 8) | ((high & 0xff) << 24)
      high = (high >>> 8) | ((bytes[end] as number) << 24)
      if (end < HEAD - 1) continue
      const hash = hashed(low, high)
      if (((heads[hash >>> 3] as number) & (1 << (hash & 7))) === 0) continue
      const at = end - HEAD + 1
      for (const one of this.#byHash.get(hash) ?? []) {
        const here = bytes.subarray(at, at + one.bytes.length)
        if (here.equals(one.bytes)) found.push({ file, text: one.text, as: one.as, at: from + at })
      }
    }
    return found
  }
}

function hashed(low: number, high: number): number {
  const mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> (32 - BITS)
}
