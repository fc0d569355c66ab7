import { describe, expect, it } from 'vitest'
import { type BoardItem, blockNodes, eventsOf, instantFrom, isHeading, rowsWithHeadings } from '../../src/shared/board'
import { tidyRoles } from '../../src/shared/board-roles'
import { addDays, clockTime, instantOf, isoDate, money, nearDate, useOffset, wallStamp } from '../../src/text/format'

const at = (time: string) => instantOf('2026-11-21', time)

const item: BoardItem = {
  id: 'b1',
  rowId: 'S1',
  startMs: at('14:00'),
  endMs: at('15:30'),
  busyUntilMs: at('15:45'),
  title: '<b>张</b>',
  detail: '=SUM(A1)',
  tier: 'svip',
  look: 'ahead',
  movable: true,
  hint: '',
}

describe('the board', () => {
  it('puts a heading before each tier', () => {
    const rows = rowsWithHeadings(
      [
        { id: 's1', label: 'S1', note: '', tier: 'svip' },
        { id: 'v1', label: 'V1', note: '', tier: 'vip' },
        { id: 'v2', label: 'V2', note: '双人', tier: 'vip' },
      ],
      (tier) => `${tier} rooms`,
    )
    expect(rows.map(({ title }) => title)).toEqual(['svip rooms', 'S1', 'vip rooms', 'V1', 'V2'])
    expect(rows.filter(({ id }) => isHeading(id))).toHaveLength(2)
  })

  it('draws the cleaning after a booking, and nothing when there is none', () => {
    expect(eventsOf([item]).map(({ start, end }) => [start, end])).toEqual([
      ['2026-11-21T14:00:00', '2026-11-21T15:30:00'],
      ['2026-11-21T15:30:00', '2026-11-21T15:45:00'],
    ])
    expect(eventsOf([{ ...item, busyUntilMs: item.endMs }])).toHaveLength(1)
  })

  it('writes names as text, whatever they contain', () => {
    const [title, detail] = blockNodes(item)
    expect(title?.textContent).toBe('<b>张</b>')
    expect((title as HTMLElement).querySelector('b')).toBeNull()
    expect(detail?.textContent).toBe('=SUM(A1)')
  })

  it('reads back the wall time the calendar means, in whatever zone the computer is', () => {
    expect(clockTime(instantFrom(new Date(2026, 10, 21, 15, 30)))).toBe('15:30')
  })

  it('names each block for a screen reader and drops the false table', () => {
    const root = document.createElement('div')
    root.innerHTML = '<div role="table"><article data-item="b1"></article></div>'
    tidyRoles(root, new Map([['b1', item]]), () => 'S1')
    expect(root.querySelector('[role=table]')).toBeNull()
    expect(root.querySelector('article')?.getAttribute('aria-label')).toContain('S1 14:00–15:30')
  })
})

describe('times and amounts', () => {
  it('follow the salon, not the computer', () => {
    const noonUtc = Date.UTC(2026, 10, 21, 12)
    expect(clockTime(noonUtc)).toBe('20:00')
    useOffset(0)
    expect(clockTime(noonUtc)).toBe('12:00')
    useOffset(480)
    expect(isoDate(Date.UTC(2026, 10, 21, 17))).toBe('2026-11-22')
    expect(wallStamp(instantOf('2026-02-28', '23:59'))).toBe('2026-02-28T23:59:00')
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(nearDate('2026-11-22', '2026-11-21')).toBe('明天')
  })

  it('keep every fen', () => {
    expect(money('12480.00')).toBe('¥12,480.00')
    expect(money('12480.00', true)).toBe('¥12,480')
    expect(money('774.40', true)).toBe('¥774.40')
    expect(money('1234567.05')).toBe('¥1,234,567.05')
  })
})
