// The search box has the focus whenever nothing else wants it: a ringing phone, a card reader or a barcode scanner
// types into it without anybody reaching for it first. A field being edited and an open dialog are left alone. Escape and
// the function keys reach the page from any button, as if the box had the focus.
import { searchBox } from './search-box.svelte'

const EDITABLE = 'input, textarea, select, [contenteditable]'

function busyElsewhere(): boolean {
  const active = document.activeElement
  return Boolean(document.querySelector('dialog[open]')) || Boolean(active?.matches(EDITABLE))
}

function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false
  // 229 is a key on its way into an input method: the box must own the focus before the composition begins.
  return event.keyCode === 229 || (event.key.length === 1 && event.key !== ' ')
}

/** Keys that mean the same wherever a button or a block of the board has the focus. */
function isForThePage(event: KeyboardEvent): boolean {
  return event.key === 'Escape' || /^F[3-9]$/.test(event.key)
}

/** Starts watching; returns the way to stop. `off` says when the box is out of reach (signed out, locked). */
export function keepFocus(off: () => boolean): () => void {
  const onKeydown = (event: KeyboardEvent) => {
    if (off()) return
    if (event.key === 'F2') {
      event.preventDefault()
      searchBox.focus()
      searchBox.element?.select()
      return
    }
    if (busyElsewhere()) return
    if (isTyping(event)) searchBox.focus()
    else if (isForThePage(event) && searchBox.claim?.onKey(event)) event.preventDefault()
  }
  const onFocusout = () => {
    setTimeout(() => {
      const lost = document.activeElement === null || document.activeElement === document.body
      if (lost && !off() && !document.querySelector('dialog[open]')) searchBox.focus()
    })
  }
  document.addEventListener('keydown', onKeydown, true)
  document.addEventListener('focusout', onFocusout)
  return () => {
    document.removeEventListener('keydown', onKeydown, true)
    document.removeEventListener('focusout', onFocusout)
  }
}
