import { describe, expect, it } from 'vitest'
import { likelyNotes, toFen, toYuan } from '../../src/rooms/till/fen'

describe('money on the screen', () => {
  it('is whole fen, there and back', () => {
    for (const yuan of ['0.00', '0.01', '0.10', '774.40', '99999.99', '-3.05'])
      expect(toYuan(toFen(yuan) ?? Number.NaN)).toBe(yuan)
    expect(['774.4', '774', '774.', '0.1'].map(toFen)).toEqual([77440, 77400, 77400, 10])
    expect((toFen('0.10') ?? 0) + (toFen('0.20') ?? 0)).toBe(toFen('0.30'))
  })

  it('refuses what is no amount', () => {
    expect(['', '.', '1.234', 'abc', '1e3', '1,000', '--1', '12345678901'].map(toFen)).toEqual(Array(8).fill(null))
  })

  it('guesses the notes a guest hands over', () => {
    expect(likelyNotes(68640)).toEqual([69000, 70000, 100000])
    expect(likelyNotes(5000)).toEqual([10000, 50000])
    expect(likelyNotes(1)).toEqual([1000, 5000, 10000])
  })
})
