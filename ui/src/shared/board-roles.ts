// The calendar marks itself as a table whose rows lack their cells; a screen reader would announce nonsense. Every block
// names its own room and time instead, so the table roles are taken away and the names kept fresh.
import { type BoardItem, describe } from './board'

const FALSE_TABLE =
  '[role=table], [role=rowgroup], [role=row], [role=rowheader], [role=cell], [role=columnheader], aside'

export function tidyRoles(
  root: HTMLElement,
  items: ReadonlyMap<string, BoardItem>,
  rowLabel: (rowId: string) => string,
) {
  for (const node of root.querySelectorAll(FALSE_TABLE)) node.setAttribute('role', 'none')
  // Scrollable by keys also on a day without a single block.
  root.querySelector('.ec-main')?.setAttribute('tabindex', '0')
  for (const block of root.querySelectorAll<HTMLElement>('[data-item]')) {
    const item = items.get(block.dataset.item ?? '')
    if (!item) continue
    const name = `${rowLabel(item.rowId)} ${describe(item)}`
    if (block.title === name) continue
    block.title = name
    block.setAttribute('aria-label', name)
  }
}
