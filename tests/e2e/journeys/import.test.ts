// Registers as salons keep them, brought in through the window: previewed row by row, and twice is the same as once.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, inject, test } from 'vitest'
import { openWindow, step } from '../harness/journey'
import { callAs } from '../harness/program'
import { STAFF, signIn } from '../harness/sign-in'

const FRONT_DESK_REGISTER = resolve('../../assets/demo/front-desk-register.xlsx')
const A_MESSY_LIST = [
  '姓名,电话,生日,资格,备注',
  '慕容雪,＋86 139-1111-2222,0412,普通,=1+1',
  '欧阳 静,手机13911113333,1985-04-12,普通,<b>不要精油</b>',
  ',,,,',
  '合计,2,,,',
].join('\r\n')

test('the register it was founded from brings nothing new', async () => {
  const window = await openWindow()
  await step(window, 'the manager opens the import', async () => {
    await signIn(window, STAFF.manager)
    await window.tap('place-members')
    await window.tap('members-import')
  })
  await step(window, 'every row is known already', async () => {
    await window.choose('import-file', FRONT_DESK_REGISTER)
    await window.see('import-commit')
    await window.picture('import again')
    expect(await (await window.see('import-commit')).isEnabled()).toBe(false)
  })
})

test('a messy list is previewed, brought in, and its formulas stay text', async () => {
  const file = join(inject('scratch'), '新顾客.csv')
  writeFileSync(file, A_MESSY_LIST)
  const window = await openWindow()
  await step(window, 'the manager opens the import', async () => {
    await signIn(window, STAFF.manager)
    await window.tap('place-members')
    await window.tap('members-import')
  })
  await step(window, 'the preview', async () => {
    await window.choose('import-file', file)
    await window.see('import-list')
    await window.picture('import preview')
  })
  await step(window, 'brought in', async () => {
    await window.tap('import-commit')
    const outcome = await window.see('import-outcome')
    expect(await outcome.getAttribute('data-added')).toBe('2')
  })
  await step(window, 'found by the number as it is dialled, the note as it was written', async () => {
    const query = { query: '13911112222' }
    const { hits } = callAs<{ hits: { memberNo: number; name: string }[] }>(
      window.folder,
      STAFF.frontDesk,
      'member.search',
      query,
    )
    expect(hits.map(({ name }) => name)).toEqual(['慕容雪'])
    const { notes } = callAs<{ notes: string[] }>(window.folder, STAFF.frontDesk, 'member.card', {
      memberNo: hits[0]?.memberNo,
    })
    expect(notes).toContain('=1+1')
  })
})
