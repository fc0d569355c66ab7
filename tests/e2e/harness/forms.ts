// The forms in which a text may lie in a file: as it is, in the encodings a Chinese desktop uses, turned round, and wrapped
// as programs wrap text for other programs.

export interface Form {
  as: string
  bytes: Buffer
}

/** Every form of a text. What is the same bytes under two names is told once. */
export function formsOf(text: string): Form[] {
  const turned = [...text].reverse().join('')
  const utf8 = Buffer.from(text)
  const forms: Form[] = [
    { as: 'UTF-8', bytes: utf8 },
    { as: 'UTF-16LE', bytes: Buffer.from(text, 'utf16le') },
    { as: 'UTF-16BE', bytes: Buffer.from(text, 'utf16le').swap16() },
    { as: 'GBK', bytes: gbk(text) },
    { as: 'UTF-8 reversed', bytes: Buffer.from(turned) },
    { as: 'UTF-16LE reversed', bytes: Buffer.from(turned, 'utf16le') },
    { as: 'UTF-16BE reversed', bytes: Buffer.from(turned, 'utf16le').swap16() },
    { as: 'GBK reversed', bytes: gbk(turned) },
    { as: 'UTF-8 bytes reversed', bytes: Buffer.from(utf8).reverse() },
    ...base64('UTF-8', utf8),
    ...base64('UTF-16LE', Buffer.from(text, 'utf16le')),
    ...base64('GBK', gbk(text)),
  ]
  if (utf8.length !== text.length) {
    const escaped = Array.from(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
    forms.push({ as: 'JSON escapes', bytes: Buffer.from(escaped) })
    forms.push({ as: 'percent escapes', bytes: Buffer.from(encodeURIComponent(text)) })
  }
  const seen = new Set<string>()
  return forms.filter(({ bytes }) => {
    const key = bytes.toString('latin1')
    return !seen.has(key) && seen.add(key)
  })
}

/** A text inside something longer that was encoded as a whole: what of it is the same at each of the three places. */
function base64(of: string, bytes: Buffer): Form[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)]
    return { as: `base64 of ${of} at ${before}`, bytes: Buffer.from(encoded.slice(from, to)) }
  })
}

let pages: Map<string, number> | null = null

/** GBK, turned round from what the platform can only read. Every character must be in it. */
export function gbk(text: string): Buffer {
  pages ??= readGbk()
  const bytes: number[] = []
  for (const c of text) {
    const code = c.charCodeAt(0) < 0x80 ? c.charCodeAt(0) : pages.get(c)
    if (code === undefined) throw new Error(`${c} is not in GBK`)
    if (code > 0xff) bytes.push(code >> 8)
    bytes.push(code & 0xff)
  }
  return Buffer.from(bytes)
}

function readGbk(): Map<string, number> {
  const reader = new TextDecoder('gbk')
  const found = new Map<string, number>()
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const character = reader.decode(Uint8Array.of(lead, trail))
      if ([...character].length === 1 && !found.has(character)) found.set(character, (lead << 8) | trail)
    }
  }
  return found
}
