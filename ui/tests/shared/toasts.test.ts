// The news at the lower edge, and taking things back.
import { cleanup, render } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import ToastShelf from '../../src/shared/ToastShelf.svelte'
import { toasts } from '../../src/shared/toasts.svelte'

const ctrlZ = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))

afterEach(() => {
  cleanup()
  toasts.clear()
  document.body.replaceChildren()
})

it('takes the last thing back by key, once', () => {
  render(ToastShelf)
  const [first, second] = [vi.fn(), vi.fn()]
  toasts.done('one', first)
  toasts.done('two', second)
  toasts.bad('refused')
  ctrlZ()
  expect(second).toHaveBeenCalledOnce()
  expect(first).not.toHaveBeenCalled()
  ctrlZ()
  ctrlZ()
  expect(first).toHaveBeenCalledOnce()
})

it('leaves the key to text being written', () => {
  render(ToastShelf)
  const undo = vi.fn()
  toasts.done('one', undo)
  const field = document.createElement('input')
  field.value = 'a name'
  document.body.append(field)
  field.focus()
  ctrlZ()
  expect(undo).not.toHaveBeenCalled()
})
