// Importing, from the chosen file to the report, over the salon in memory.
import '../stage/browser-gaps'
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '../../src/house/session.svelte'
import { house } from '../../src/house/status.svelte'
import ImportPage from '../../src/rooms/members/import/ImportPage.svelte'
import { importing } from '../../src/rooms/members/import/importing.svelte'
import { readBase64 } from '../../src/rooms/members/import/read-file'
import { words } from '../../src/text/words.svelte'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import { goLive } from '../../src/wire/live'
import type { ImportAsked } from '../../src/wire/types'
import { stageAnswers } from '../stage/answers'
import { frameAnswers, StageSalon } from '../stage/salon'

let salon: StageSalon
const byTest = (name: string) => document.querySelector<HTMLElement>(`[data-test="${name}"]`)
const found = async (name: string) => {
  await vi.waitFor(() => expect(byTest(name), name).not.toBeNull())
  return byTest(name) as HTMLElement
}
const press = async (name: string) => fireEvent.click(await found(name))
const settled = () => vi.waitFor(() => expect(importing.checking).toBe(false))
const last = (name: string) => salon.seen.filter((one) => one.name === name).at(-1)?.args as ImportAsked
const file = (name = 'register.xlsx') => new File(['姓名,电话'], name)

async function choose(name?: string) {
  await fireEvent.change(await found('import-file'), { target: { files: [file(name)] } })
  await vi.waitFor(() => expect(importing.stage).toBe('preview'))
}

beforeEach(async () => {
  salon = new StageSalon()
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers(() => Object.keys(answers)))
  useTransport(salon)
  goLive(salon, queries)
  await house.refresh()
  await session.signIn('010', '1234')
  importing.reset()
})

afterEach(() => {
  cleanup()
  queries.clear()
})

describe('a chosen file', () => {
  it('travels as base64', async () => {
    expect(await readBase64(file())).toBe(btoa(String.fromCharCode(...new TextEncoder().encode('姓名,电话'))))
    expect(await readBase64(new File([], 'empty.csv'))).toBe('')
  })

  it('is refused before it is read when it is too large', async () => {
    render(ImportPage)
    const large = file('large.xlsx')
    Object.defineProperty(large, 'size', { value: 200 * 1024 * 1024 })
    const read = vi.spyOn(FileReader.prototype, 'readAsDataURL')
    await importing.choose(large)
    expect((await found('import-trouble')).textContent).toContain('200 MB')
    expect(read).not.toHaveBeenCalled()
    expect(salon.seen.some(({ name }) => name === 'import.preview')).toBe(false)
  })

  it('that is no register says so and lets another be chosen', async () => {
    render(ImportPage)
    await importing.choose(file('a.pdf'))
    await found('import-refused')
    expect(byTest('import-file')).not.toBeNull()
  })
})

describe('the preview', () => {
  it('accounts for every row', async () => {
    render(ImportPage)
    await choose()
    const counts = [...document.querySelectorAll<HTMLElement>('[data-test^="fate-"]')]
    const [all, ...each] = counts.map(({ dataset }) => Number(dataset.count))
    expect(each.reduce((sum, count) => sum + count, 0)).toBe(all)
    expect(all).toBe(60)
  })

  it('names every sheet with its rows, and reads the one that is chosen', async () => {
    render(ImportPage)
    await choose()
    const sheets = [...(await found('import-sheet')).querySelectorAll('option')].map(({ textContent }) => textContent)
    expect(sheets).toHaveLength(3)
    expect(sheets[1]).toContain('1832')
    expect((await found('import-sheets-waiting')).textContent).toContain('1844')
    importing.selected = 6
    await fireEvent.change(await found('import-sheet'), { target: { value: '2025年' } })
    await settled()
    expect(last('import.preview').sheet).toBe('2025年')
    expect(importing.plan?.sheet).toBe('2025年')
    expect(importing.selected).toBeNull()
  })

  it('filters by fate and by reason', async () => {
    render(ImportPage)
    await choose()
    await press('fate-doubtful')
    expect(importing.shown.map(({ row }) => row)).toEqual([6, 13, 16, 24])
    importing.why = 'tier_unreadable'
    expect(importing.shown.map(({ row }) => row)).toEqual([24])
  })

  it('says why a row is refused, at the field, and takes the correction', async () => {
    render(ImportPage)
    await choose()
    importing.selected = 9
    expect((await found('doubt-name_missing')).textContent).toContain('没有姓名')
    await press('row-correct')
    await fireEvent.input(await found('fix-name'), { target: { value: '赵敏' } })
    await fireEvent.submit(document.querySelector('#correct-row') as HTMLFormElement)
    await settled()
    expect(last('import.preview').fixes).toEqual({ 9: { values: { name: '赵敏' } } })
    await vi.waitFor(() => expect(importing.plan?.counts.refused).toBe(0))
    await press('row-unfix')
    await settled()
    expect(importing.plan?.counts.refused).toBe(1)
  })

  it('asks about namesakes: merge, keep apart, or leave out', async () => {
    render(ImportPage)
    await choose()
    importing.selected = 16
    await found('decide-separate')
    await press('decide-merge')
    await settled()
    await vi.waitFor(() => expect(importing.row?.fate).toBe('merged'))
    await press('decide-skip')
    await settled()
    await vi.waitFor(() => expect(importing.plan?.counts.skipped).toBe(1))
  })

  it('shows a note as text, whatever it contains', async () => {
    render(ImportPage)
    await choose()
    importing.selected = 31
    expect((await found('row-text')).textContent).toContain('<img src=x onerror=alert(1)>')
    expect(document.querySelector('img')).toBeNull()
  })

  it('asks which column is the name when nobody can tell, and takes the answer', async () => {
    render(ImportPage)
    await choose('odd.xlsx')
    await found('import-layout')
    expect(byTest('import-commit')).toBeNull()
    await fireEvent.change(await found('column-name'), { target: { value: '2' } })
    await vi.waitFor(() => expect(importing.plan?.columns.find(({ field }) => field === 'name')?.column).toBe(2))
    expect(last('import.preview').columns).toEqual({ name: 2 })
  })
})

describe('the commit', () => {
  it('is the file that was previewed, tells its progress and every row’s fate; done twice nothing changes', async () => {
    render(ImportPage)
    await choose()
    const asked = last('import.preview')
    await press('import-commit')
    const outcome = await found('import-outcome')
    expect(last('import.commit')).toEqual({ ...asked, kind: 'front_desk_register', digest: 'digest' })
    expect(outcome.dataset.added).toBe('54')
    expect(importing.rows).toHaveLength(60)
    importing.selected = 6
    expect((await found('row-member')).textContent).toContain('1007')
    expect((await found('row-text')).textContent).toContain('1380013800')
    await press('import-sheet-next')
    await vi.waitFor(() => expect(importing.stage).toBe('preview'))
    expect(last('import.preview').sheet).toBe('2025年')
    await press('import-another')
    await choose()
    await vi.waitFor(() => expect(importing.plan?.counts.unchanged).toBeGreaterThan(0))
    expect(importing.toCommit).toBe(0)
    expect((byTest('import-commit') as HTMLButtonElement).disabled).toBe(true)
    expect(byTest('import-commit')?.textContent).toContain(words.t.importing.nothingToDo)
  })

  it('can be cancelled half-way and comes back to the preview', async () => {
    salon.pauseMs = 20
    render(ImportPage)
    await choose()
    await press('import-commit')
    await press('import-cancel')
    await found('import-cancelled')
    expect(importing.stage).toBe('preview')
    expect(importing.plan).not.toBeNull()
  })
})
