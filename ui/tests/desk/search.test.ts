import { beforeEach, describe, expect, it, vi } from 'vitest'
import { asNumber, isWholeNumber, MemberSearch } from '../../src/rooms/desk/search.svelte'
import { searchBox } from '../../src/shared/search-box.svelte'
import { useTransport } from '../../src/wire/call'
import { stageAnswers } from '../stage/answers'
import { StageSalon } from '../stage/salon'

const UNKNOWN = '13912345678'

function box() {
  const salon = new StageSalon()
  salon.answer(stageAnswers(salon))
  useTransport(salon)
  const ends = { found: vi.fn(), nobody: vi.fn(), refused: vi.fn() }
  const search = new MemberSearch(ends)
  const press = (key: string, more: KeyboardEventInit = {}) =>
    search.key(new KeyboardEvent('keydown', { key, ...more }))
  searchBox.take({ placeholder: () => '', onText: (text) => search.type(text), onKey: (event) => search.key(event) })
  const queries = () =>
    salon.seen.filter(({ name }) => name === 'member.search').map(({ args }) => (args as { query: string }).query)
  return { salon, ends, search, press, queries, settle: () => vi.runAllTimersAsync() }
}

beforeEach(() => {
  vi.useFakeTimers()
  searchBox.clear()
})

describe('a number', () => {
  it('is read however it was typed', () => {
    for (const typed of ['138 0013 8000', '+86 138-0013-8000', '0086 13800138000', '１３８００１３８０００'])
      expect(asNumber(typed)).toBe('13800138000')
    expect(asNumber('zhang')).toBeNull()
    expect(isWholeNumber('13800138000')).toBe(true)
    expect(isWholeNumber('8000')).toBe(false)
  })
})

describe('finding a member', () => {
  it('opens the card with the last four digits and Enter: five keys', async () => {
    const { ends, press, settle } = box()
    searchBox.type('6027')
    await settle()
    expect(press('Enter')).toBe(true)
    await settle()
    expect(ends.found).toHaveBeenCalledWith({ memberNo: 1001, unknownNumber: null })
    expect(searchBox.text).toBe('')
  })

  it('means the one whose number ends with the digits when others only hold them somewhere', async () => {
    const { ends, press, search, settle } = box()
    searchBox.type('0001')
    await settle()
    expect(search.hits.length).toBeGreaterThan(1)
    press('Enter')
    await settle()
    expect(ends.found).toHaveBeenCalledWith({ memberNo: 1006, unknownNumber: null })
  })

  it('waits for the answer when Enter comes first, as from a scanner', async () => {
    const { ends, press, settle } = box()
    searchBox.type('6027')
    press('Enter')
    await settle()
    expect(ends.found).toHaveBeenCalledWith({ memberNo: 1001, unknownNumber: null })
  })

  it('asks once for a burst of keys', async () => {
    const { queries, settle } = box()
    for (const text of ['6', '60', '602', '6027']) searchBox.type(text)
    await settle()
    expect(queries()).toEqual(['6027'])
  })

  it('drops an answer that comes late', async () => {
    const { salon, search, settle } = box()
    salon.delayMs = 200
    searchBox.type('6027')
    await vi.advanceTimersByTimeAsync(60)
    salon.delayMs = 0
    searchBox.type('4444')
    await settle()
    expect(search.answered).toBe('4444')
    expect(search.hits.map(({ name }) => name)).toEqual(['王芳', '王小宝', '王建国'])
  })

  it('gives a family on one number one key each', async () => {
    const { ends, press, search, settle } = box()
    searchBox.type('4444')
    await settle()
    press('Enter')
    await settle()
    expect(search.choosing).toBe(true)
    expect(press('2')).toBe(true)
    expect(ends.found).toHaveBeenCalledWith({ memberNo: 1018, unknownNumber: null })
  })

  it('chooses with the arrows', async () => {
    const { ends, press, settle } = box()
    searchBox.type('4444')
    await settle()
    press('ArrowDown')
    press('ArrowDown')
    press('Enter')
    await settle()
    expect(ends.found).toHaveBeenCalledWith({ memberNo: 1018, unknownNumber: null })
  })
})

describe('a number nobody has', () => {
  it('asks the name in place and, with the birthday typed on, finds the one and keeps the number', async () => {
    const { ends, press, queries, search, settle } = box()
    searchBox.type(UNKNOWN)
    await settle()
    expect(search.question).toBe('name')
    expect(search.unknownNumber).toBe(UNKNOWN)
    expect(searchBox.text).toBe('')
    searchBox.type('zxl0412')
    await settle()
    expect(queries().at(-1)).toBe('zxl 0412')
    press('Enter')
    await settle()
    expect(ends.found).toHaveBeenCalledWith({ memberNo: 1001, unknownNumber: UNKNOWN })
  })

  it('never opens one of several of the same name unasked: Enter asks the birthday', async () => {
    const { ends, press, search, settle } = box()
    searchBox.type(UNKNOWN)
    await settle()
    press('Enter')
    searchBox.type('张晓岚')
    await settle()
    press('Enter')
    await settle()
    expect(ends.found).not.toHaveBeenCalled()
    expect(search.question).toBe('birthday')
    searchBox.type('1103')
    await settle()
    press('Enter')
    await settle()
    expect(ends.found).toHaveBeenCalledWith({ memberNo: 1002, unknownNumber: UNKNOWN })
  })

  it('goes on to a new member when the name is unknown too', async () => {
    const { ends, press, settle } = box()
    searchBox.type(UNKNOWN)
    await settle()
    searchBox.type('欧阳若兮')
    await settle()
    press('Enter')
    await settle()
    expect(ends.nobody).toHaveBeenCalledWith({ name: '欧阳若兮', phone: UNKNOWN })
  })

  it('is forgotten with Escape', async () => {
    const { press, search, settle } = box()
    searchBox.type(UNKNOWN)
    await settle()
    expect(press('Escape')).toBe(true)
    expect(search.question).toBe('anything')
    expect(search.unknownNumber).toBeNull()
  })

  it('does not offer to store four digits as a number', async () => {
    const { press, search, settle } = box()
    searchBox.type('9876')
    await settle()
    press('Enter')
    await settle()
    expect(search.question).toBe('name')
    expect(search.unknownNumber).toBeNull()
  })
})
