// Guests whom nobody else is: ten thousand names, phones and notes that occur nowhere but where this test puts them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Planted {
  name: string
  phone: string
  note: string
}

const SURNAMES = ['慕容', '濮阳']
const SYLLABLES = 100
/** Where the everyday characters of the standard begin; from here on each is known to every encoding sought. */
const FIRST = 0x5c00

export function planted(count: number): Planted[] {
  const gbkReader = new TextDecoder('gbk')
  const characters = Array.from({ length: 94 * 20 }, (_, at) =>
    gbkReader.decode(Uint8Array.of(0xb0 + Math.floor(at / 94), 0xa1 + (at % 94))),
  ).filter((character) => character.charCodeAt(0) >= FIRST)
  const pick = (at: number) => characters[at % characters.length] as string
  return Array.from({ length: count }, (_, at) => {
    const [first, second] = [pick(at % SYLLABLES), pick(SYLLABLES + Math.floor(at / SYLLABLES))]
    const name = `${SURNAMES[at % 2]}${first}${second}`
    return { name, phone: `173${`${80_004_321 + at * 7}`.padStart(8, '0')}`, note: `${second}${first}忌薄荷脑与沉水香` }
  })
}

export function textsOf(guests: Planted[]): string[] {
  return guests.flatMap(({ name, phone, note }) => [name, phone, note])
}

/** A register of them, away from everything that is looked through; gone when `use` is done. */
export function withRegister(guests: Planted[], use: (file: string) => void) {
  const away = mkdtempSync(join(tmpdir(), 'lantai-register-'))
  try {
    const file = join(away, 'register.csv')
    const rows = guests.map(({ name, phone, note }) => `${name},${phone},,普通,${note}`)
    writeFileSync(file, ['姓名,电话,生日,资格,备注', ...rows].join('\r\n'))
    use(file)
  } finally {
    rmSync(away, { recursive: true, force: true })
  }
}
