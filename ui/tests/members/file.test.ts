// The members' room in a rendered page: the list, the search, the file and its edits, over the salon in memory.
import '../stage/browser-gaps'
import { cleanup, fireEvent, render } from '@testing-library/svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { session } from '../../src/house/session.svelte'
import { house } from '../../src/house/status.svelte'
import MembersPage from '../../src/rooms/members/MembersPage.svelte'
import { members } from '../../src/rooms/members/members.svelte'
import { searchBox } from '../../src/shared/search-box.svelte'
import { readLunar, writtenLunar } from '../../src/text/birthday'
import { queries } from '../../src/wire/ask.svelte'
import { useTransport } from '../../src/wire/call'
import { goLive } from '../../src/wire/live'
import { stageAnswers } from '../stage/answers'
import { people } from '../stage/people'
import { frameAnswers, StageSalon } from '../stage/salon'

let salon: StageSalon
const byTest = <E extends HTMLElement = HTMLElement>(name: string) => document.querySelector<E>(`[data-test="${name}"]`)
const found = async (name: string) => {
  await vi.waitFor(() => expect(byTest(name), name).not.toBeNull())
  return byTest(name) as HTMLElement
}
const press = async (name: string) => fireEvent.click(await found(name))
const type = async (name: string, value: string) => fireEvent.input(await found(name), { target: { value } })
const sent = (name: string) => salon.seen.filter((one) => one.name === name).map(({ args }) => args)

async function enterAs(number: string, allowed?: (name: string) => boolean) {
  const answers = stageAnswers(salon)
  salon.answer(answers)
  salon.answer(frameAnswers(() => Object.keys(answers).filter((name) => allowed?.(name) ?? true)))
  await session.signIn(number, '1234')
}

beforeEach(async () => {
  salon = new StageSalon()
  salon.crowd = 2400
  salon.answer(stageAnswers(salon))
  salon.answer(frameAnswers(() => []))
  useTransport(salon)
  goLive(salon, queries)
  await house.refresh()
  await enterAs('001')
  members.reset()
})

afterEach(() => {
  cleanup()
  queries.clear()
  searchBox.clear()
})

describe('the list of members', () => {
  it('keeps only the rows in sight in the page, whatever the number of members', async () => {
    render(MembersPage)
    await found('member-1001')
    expect(byTest('members-count')?.textContent).toContain(String(people.length + 2400))
    const inPage = document.querySelectorAll('[data-test="members-rows"] [role="listitem"]')
    expect(inPage.length).toBeLessThan(40)
    expect(inPage[0]?.getAttribute('aria-posinset')).toBe('1')
  })

  it('narrows by qualification', async () => {
    render(MembersPage)
    await fireEvent.click((await found('members-tier-svip')).querySelector('input') as HTMLInputElement)
    await vi.waitFor(() => expect(sent('member.list')).toContainEqual(expect.objectContaining({ tier: 'svip' })))
  })

  it('is narrowed by the one search box, and Enter opens the first', async () => {
    render(MembersPage)
    searchBox.type('6027')
    await vi.waitFor(() => expect(members.found?.hits).toHaveLength(1))
    expect(searchBox.claim?.onKey(new KeyboardEvent('keydown', { key: 'Enter' }))).toBe(true)
    await found('member-file')
    expect(searchBox.text).toBe('')
    expect((await found('file-name')).textContent).toBe('张晓岚')
  })

  it('says what to do when nobody fits', async () => {
    render(MembersPage)
    searchBox.type('欧阳若兮')
    await press('members-meet')
    expect(((await found('new-name')) as HTMLInputElement).value).toBe('欧阳若兮')
  })

  it('shows no way where there is none', async () => {
    await enterAs('011', (name) => ['member.list', 'member.search'].includes(name))
    render(MembersPage)
    const row = await found('member-1001')
    expect(row.tagName).toBe('DIV')
    expect(byTest('members-add')).toBeNull()
    expect(byTest('members-import')).toBeNull()
  })
})

describe('a file', () => {
  beforeEach(() => members.open(1001))

  it('changes one line where it stands and sends only that line', async () => {
    render(MembersPage)
    await press('change-notes')
    await type('edit-notes', '室温调高\n坐窗边')
    await press('save-notes')
    await vi.waitFor(() => expect(byTest('file-notes')?.textContent).toBe('室温调高\n坐窗边'))
    expect(sent('member.amend')).toEqual([{ memberNo: 1001, notes: '室温调高\n坐窗边' }])
  })

  it('keeps what was typed and says why, at the field, when it is refused', async () => {
    render(MembersPage)
    await press('change-birthday')
    await type('birthday-solar', '13月1日')
    await press('save-birthday')
    await vi.waitFor(() => expect(byTest('line-birthday')?.querySelector('[role="alert"]')).not.toBeNull())
    expect((byTest('birthday-solar') as HTMLInputElement).value).toBe('13月1日')
  })

  it('clears what is not so any more', async () => {
    render(MembersPage)
    await press('change-usual')
    await fireEvent.change(await found('edit-usual'), { target: { value: '' } })
    await press('save-usual')
    await vi.waitFor(() => expect(sent('member.amend')).toContainEqual({ memberNo: 1001, usualBeauticianId: null }))
    await vi.waitFor(() => expect(byTest('line-usual')?.textContent).toContain('没有固定'))
  })

  it('keeps a lunar birthday lunar', async () => {
    render(MembersPage)
    await press('change-birthday')
    await fireEvent.click((await found('birthday-calendar-lunar')).querySelector('input') as HTMLInputElement)
    await fireEvent.change(await found('birthday-month'), { target: { value: '8' } })
    await fireEvent.change(await found('birthday-day'), { target: { value: '15' } })
    await press('save-birthday')
    await vi.waitFor(() => expect(sent('member.amend')).toContainEqual({ memberNo: 1001, birthday: '农历八月十五' }))
  })

  it('masks the number until somebody asks, and asks the core, which logs it', async () => {
    render(MembersPage)
    expect((await found('file-phones')).textContent).toContain('****')
    expect(sent('member.reveal')).toEqual([])
    await press('reveal')
    await vi.waitFor(() => expect(byTest('file-phones')?.textContent).not.toContain('138****'))
    expect(sent('member.reveal')).toEqual([{ memberNo: 1001 }])
  })

  it('shows the register’s own words as text', async () => {
    render(MembersPage)
    const text = await found('source-text')
    expect(text.textContent).toContain('<b>勿推销</b> =SUM(A1:A9)')
    expect(text.querySelector('b')).toBeNull()
  })

  it('is closed to change for who may only read', async () => {
    await enterAs('012', (name) => ['member.list', 'member.search', 'member.file'].includes(name))
    members.open(1001)
    render(MembersPage)
    await found('profile')
    for (const dead of ['change-name', 'reveal', 'change-phones', 'file-book']) expect(byTest(dead), dead).toBeNull()
  })
})

describe('somebody new', () => {
  it('offers the one of that name first, and begins the file only when told it is another', async () => {
    render(MembersPage)
    await press('members-add')
    await type('new-name', '林婉清')
    await type('new-phone', '13600006028、13600006029')
    await fireEvent.submit(document.querySelector('#new-member-form') as HTMLFormElement)
    await press('new-allow-same')
    await vi.waitFor(() => expect(sent('member.add')).toHaveLength(2))
    expect(sent('member.add')[1]).toMatchObject({
      name: '林婉清',
      phones: ['13600006028', '13600006029'],
      allowSame: true,
    })
    await found('member-file')
  })
})

describe('a lunar day', () => {
  it('is read as it is written, every one of them', () => {
    for (let month = 1; month <= 12; month++)
      for (let day = 1; day <= 30; day++) expect(readLunar(writtenLunar({ month, day }))).toEqual({ month, day })
    expect(writtenLunar({ month: 12, day: 23 })).toBe('农历腊月廿三')
    expect(readLunar('1985-04-12')).toBeNull()
  })
})
