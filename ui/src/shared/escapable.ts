// A form on the page (a dialog has this from the platform): Escape inside it leads back, and the search box has the focus again.
import type { Attachment } from 'svelte/attachments'
import { searchBox } from './search-box.svelte'

export function escapable(back: () => void): Attachment<HTMLElement> {
  return (form) => {
    const onkeydown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      back()
      searchBox.focus()
    }
    form.addEventListener('keydown', onkeydown)
    return () => form.removeEventListener('keydown', onkeydown)
  }
}
