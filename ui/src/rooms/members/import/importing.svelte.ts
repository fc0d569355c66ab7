// One import from choosing the file to the report. What was read stays here while somebody looks into another room.
import { session } from '../../../house/session.svelte'
import { Action } from '../../../wire/ask.svelte'
import { call, Refused } from '../../../wire/call'
import { type ProgressNote, watchProgress } from '../../../wire/live'
import type {
  Fate,
  ImportAsked,
  ImportKind,
  ImportPlan,
  ImportReport,
  ImportRow,
  ImportSheet,
  RowFix,
} from '../../../wire/types'
import { readBase64, TooLarge } from './read-file'

export type Stage = 'choose' | 'reading' | 'preview' | 'committing' | 'done'

export class Importing {
  stage = $state<Stage>('choose')
  fileName = $state('')
  /** The sheet the user chose; empty where the core may choose. */
  sheet = $state('')
  kind = $state<ImportKind | null>(null)
  columns = $state.raw<Record<string, number>>({})
  fixes = $state.raw<Record<string, RowFix>>({})
  plan = $state.raw<ImportPlan | null>(null)
  report = $state.raw<ImportReport | null>(null)
  /** A preview is under way; the former one is still shown. */
  checking = $state(false)
  refused = $state.raw<Refused | null>(null)
  trouble = $state<'too_large' | 'unreadable' | null>(null)
  megabytes = $state(0)
  progress = $state.raw<ProgressNote | null>(null)
  cancelled = $state(false)
  filter = $state<Fate | 'all'>('all')
  why = $state('')
  selected = $state<number | null>(null)
  columnsOpen = $state(false)
  #content = ''
  /** Sheets of this file that were imported. */
  #done = new Set<string>()
  #round = 0
  #commit = new Action('import.commit')

  constructor() {
    session.whenOther(() => this.reset())
  }

  get rows(): ImportRow[] {
    return (this.report ?? this.plan)?.rows ?? []
  }

  get shown(): ImportRow[] {
    const fits = ({ fate, doubts }: ImportRow) =>
      (this.filter === 'all' || fate === this.filter) &&
      (this.why === '' || doubts.some(({ code }) => code === this.why))
    return this.filter === 'all' && this.why === '' ? this.rows : this.rows.filter(fits)
  }

  get row(): ImportRow | null {
    return this.rows.find(({ row }) => row === this.selected) ?? null
  }

  /** How many rows a commit would carry out. */
  get toCommit(): number {
    const counts = this.plan?.counts
    return counts ? counts.sure + counts.doubtful + counts.merged : 0
  }

  /** The core could not tell what is what: the user must say. The titles it saw come with the refusal. */
  get layoutAsked(): { titles: string[]; missing: string[] } | null {
    if (
      this.refused?.code !== 'columns_missing' &&
      this.refused?.code !== 'header_not_found' &&
      this.refused?.code !== 'unknown_kind'
    )
      return null
    const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
    return { titles: list(this.refused.params.titles), missing: list(this.refused.params.fields) }
  }

  /** Every sheet of the file; a refusal names them too, so that another can be chosen. */
  get sheets(): ImportSheet[] {
    const refused = this.refused?.params.sheets
    return (this.report ?? this.plan)?.sheets ?? (Array.isArray(refused) ? (refused as ImportSheet[]) : [])
  }

  /** Sheets that look like registers and are not the one shown: they wait to be read. */
  get waiting(): ImportSheet[] {
    return this.sheets.filter(({ name, kind, hidden, chosen }) => kind && !hidden && !chosen && !this.#done.has(name))
  }

  async choose(file: File) {
    this.reset()
    this.stage = 'reading'
    this.fileName = file.name
    const round = this.#round
    try {
      const content = await readBase64(file)
      // Another file was chosen, or another person signed in, while this one was still being read.
      if (round !== this.#round) return
      this.#content = content
    } catch (thrown) {
      if (round !== this.#round) return
      this.stage = 'choose'
      this.trouble = thrown instanceof TooLarge ? 'too_large' : 'unreadable'
      this.megabytes = thrown instanceof TooLarge ? thrown.megabytes : 0
      return
    }
    await this.preview()
  }

  async preview() {
    const round = ++this.#round
    this.checking = true
    this.refused = null
    try {
      const plan = await call('import.preview', this.#asked())
      if (round !== this.#round) return
      this.plan = plan
      this.kind = plan.kind
      this.stage = 'preview'
    } catch (thrown) {
      if (round !== this.#round) return
      this.refused = thrown instanceof Refused ? thrown : new Refused('internal')
      if (this.layoutAsked) {
        this.stage = 'preview'
        this.columnsOpen = true
      } else if (!this.plan) this.stage = 'choose'
      if (this.refused.params.kind) this.kind = this.refused.params.kind as ImportKind
      if (this.layoutAsked) this.plan = null
    } finally {
      if (round === this.#round) this.checking = false
    }
  }

  setKind(kind: ImportKind) {
    this.#forgetRows()
    this.kind = kind
    void this.preview()
  }

  /** Another sheet of the same file: what was said about the first one's rows and columns does not hold for it. */
  setSheet(sheet: string) {
    this.#forgetRows()
    this.sheet = sheet
    this.kind = null
    this.cancelled = false
    if (this.report) {
      this.report = null
      this.plan = null
      this.stage = 'reading'
    }
    void this.preview()
  }

  /** -1 says that the register has no such column. */
  setColumn(field: string, column: number) {
    this.columns = { ...this.columns, [field]: column }
    void this.preview()
  }

  fix(row: number, fix: RowFix) {
    const before = this.fixes[row]
    const values = { ...before?.values, ...fix.values }
    const merged: RowFix = { ...before, ...fix }
    if (Object.keys(values).length > 0) merged.values = values
    this.fixes = { ...this.fixes, [row]: merged }
    void this.preview()
  }

  unfix(row: number) {
    const { [String(row)]: _, ...others } = this.fixes
    this.fixes = others
    void this.preview()
  }

  async commit() {
    const plan = this.plan
    if (!plan || this.toCommit === 0 || this.checking) return
    this.stage = 'committing'
    this.progress = null
    this.cancelled = false
    this.refused = null
    const round = this.#round
    const running = this.#commit.run({ ...this.#asked(), digest: plan.digest })
    const stop = watchProgress(this.#commit.requestId, (note) => (this.progress = note))
    const report = await running
    stop()
    // It was carried out all the same; but what one person imported is not put before the next.
    if (round !== this.#round) return
    if (!report) {
      this.stage = 'preview'
      this.cancelled = this.#commit.refused?.code === 'cancelled'
      this.refused = this.cancelled ? null : this.#commit.refused
      return
    }
    const texts = new Map(plan.rows.map(({ row, text }) => [row, text]))
    const rows = report.rows.map((row) => (row.text.length ? row : { ...row, text: texts.get(row.row) ?? [] }))
    this.report = { ...report, rows }
    this.filter = 'all'
    this.why = ''
    this.selected = null
    this.stage = 'done'
    this.#done.add(report.sheet)
    if (this.waiting.length === 0) this.#content = ''
  }

  cancel() {
    const requestId = this.#commit.requestId
    if (requestId) void call('import.cancel', { requestId }).catch(() => {})
  }

  /** The row before or after the selected one, among those shown. */
  step(by: 1 | -1) {
    const rows = this.shown
    const at = rows.findIndex(({ row }) => row === this.selected)
    const next = rows[at < 0 ? 0 : at + by]
    if (next) this.selected = next.row
  }

  reset() {
    this.#round++
    this.#forgetRows()
    this.#content = ''
    this.#done.clear()
    this.stage = 'choose'
    this.fileName = ''
    this.sheet = ''
    this.kind = null
    this.plan = null
    this.report = null
    this.checking = false
    this.refused = null
    this.trouble = null
    this.progress = null
    this.cancelled = false
  }

  #forgetRows() {
    this.columns = {}
    this.fixes = {}
    this.filter = 'all'
    this.why = ''
    this.selected = null
    this.columnsOpen = false
  }

  #asked(): ImportAsked {
    return {
      fileName: this.fileName,
      contentBase64: this.#content,
      sheet: this.sheet || undefined,
      kind: this.kind ?? undefined,
      columns: Object.keys(this.columns).length > 0 ? this.columns : undefined,
      fixes: Object.keys(this.fixes).length > 0 ? this.fixes : undefined,
    }
  }
}

export const importing = new Importing()
