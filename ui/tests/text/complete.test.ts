import { describe, expect, it } from 'vitest'
import { en } from '../../src/text/en'
import { zhHans } from '../../src/text/zh-Hans'

type Tree = { [key: string]: unknown }

function leaves(tree: Tree, path = ''): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    value !== null && typeof value === 'object'
      ? leaves(value as Tree, `${path}${key}.`)
      : [[path + key, value] as [string, unknown]],
  )
}

const zh = leaves(zhHans)
const english = new Map(leaves(en))
const spoken = (value: unknown): string => (typeof value === 'function' ? String(value('1', '2', '3')) : String(value))
const spokenWithParams = (value: unknown): string => (typeof value === 'function' ? String(value({})) : String(value))

describe('the words', () => {
  it('are the same set in both languages, of the same kind', () => {
    expect([...english.keys()].sort()).toEqual(zh.map(([key]) => key).sort())
    for (const [key, value] of zh) expect(typeof english.get(key), key).toBe(typeof value)
  })

  it('leave no English sentence in Chinese characters and no Chinese one empty', () => {
    const mayBeChinese = ['app.otherLanguage', 'desk.birthdayFieldHint']
    for (const [key, value] of zh) {
      const isParams = ['errors.', 'refusals.', 'doubts.'].some((words) => key.startsWith(words))
      const chinese = isParams ? spokenWithParams(value) : spoken(value)
      const inEnglish = isParams ? spokenWithParams(english.get(key)) : spoken(english.get(key))
      if (key !== 'desk.trays.none') expect(chinese.trim(), key).not.toBe('')
      if (!mayBeChinese.includes(key) && !key.startsWith('errors.'))
        expect(inEnglish, key).not.toMatch(/\p{Script=Han}/u)
    }
  })

  it('say an error with whatever figures come, never "undefined"', () => {
    for (const texts of [zhHans, en]) {
      for (const [code, say] of Object.entries(texts.errors)) expect(say({}), code).not.toMatch(/undefined|NaN/)
      for (const [code, say] of Object.entries(texts.refusals)) expect(say({}), code).not.toMatch(/undefined|NaN/)
      for (const [code, say] of Object.entries(texts.doubts)) expect(say({}), code).not.toMatch(/undefined|NaN/)
    }
  })
})
