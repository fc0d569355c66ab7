// Where the keyboard goes when nobody has asked for it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepFocus } from '../../src/shared/keep-focus'
import { searchBox } from '../../src/shared/search-box.svelte'

let stop: () => void
let box: HTMLInputElement
const onKey = vi.fn(() => true)
const press = (key: string) =>
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
const focused = (html: string) => {
  const holder = document.createElement('div')
  holder.innerHTML = html
  document.body.append(holder)
  const element = holder.firstElementChild as HTMLElement
  element.focus()
  return element
}

beforeEach(() => {
  box = focused('<input>') as HTMLInputElement
  searchBox.element = box
  searchBox.take({ placeholder: () => '', onText: () => {}, onKey })
  onKey.mockClear()
  stop = keepFocus(() => false)
})

afterEach(() => {
  stop()
  document.body.replaceChildren()
  searchBox.element = null
})

describe('the search box', () => {
  it('takes what is typed while a button has the focus', () => {
    focused('<button>…</button>')
    press('6')
    expect(document.activeElement).toBe(box)
  })

  it('lets Escape and the function keys reach the page from any button', () => {
    const button = focused('<button>…</button>')
    press('Escape')
    press('F4')
    expect(onKey).toHaveBeenCalledTimes(2)
    press('Enter')
    expect(onKey).toHaveBeenCalledTimes(2)
    expect(document.activeElement).toBe(button)
  })

  it('leaves a field being edited alone', () => {
    const field = focused('<input>')
    press('6')
    press('Escape')
    expect(document.activeElement).toBe(field)
    expect(onKey).not.toHaveBeenCalled()
  })
})
