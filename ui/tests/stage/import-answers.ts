// Importing on the stage: a made-up register with every fate in it. The content is not read; corrections are heeded.
import type {
  Answer,
  Fate,
  ImportAsked,
  ImportCounts,
  ImportDoubt,
  ImportPlan,
  ImportRow,
  ImportSheet,
} from '../../src/wire/types'
import { crowd } from './member-answers'
import { type Answers, refuse, type StageSalon } from './salon'

const TITLES = ['序号', '审批日期', '姓名', '性别', '联系电话', '出生日期', '会员资格', '负责美容师', '备注']
const FIELDS = ['number', 'approved_on', 'name', 'gender', 'phones', 'birthday', 'tier', 'beautician', 'notes']
const FATES: Fate[] = ['sure', 'doubtful', 'refused', 'blank', 'heading', 'total', 'merged', 'unchanged', 'skipped']

const ODD: Record<number, { fate: Fate; doubts: ImportDoubt[]; cell?: [number, string] }> = {
  6: {
    fate: 'doubtful',
    doubts: [{ code: 'phone_odd', field: 'phones', params: { number: '1380013800' } }],
    cell: [4, '1380013800'],
  },
  9: { fate: 'refused', doubts: [{ code: 'name_missing', field: 'name', params: {} }], cell: [2, ''] },
  13: {
    fate: 'doubtful',
    doubts: [{ code: 'birthday_unreadable', field: 'birthday', params: { text: '属猪' } }],
    cell: [5, '属猪'],
  },
  16: {
    fate: 'doubtful',
    doubts: [{ code: 'same_name_without_phone', field: 'phones', params: { name: '王敏', rows: '12' } }],
    cell: [4, ''],
  },
  17: { fate: 'merged', doubts: [] },
  20: { fate: 'blank', doubts: [] },
  24: {
    fate: 'doubtful',
    doubts: [
      { code: 'tier_unreadable', field: 'tier', params: { text: '贵宾?' } },
      { code: 'approval_without_tier', field: 'approved_on', params: { date: '2024-03-05' } },
    ],
    cell: [6, '贵宾?'],
  },
  31: { fate: 'sure', doubts: [], cell: [8, '<img src=x onerror=alert(1)> =HYPERLINK("x")'] },
}

function rowsOf(count: number, asked: ImportAsked, known: boolean): ImportRow[] {
  const people = crowd(count)
  return people.map((person, index): ImportRow => {
    const row = index + 1
    const fix = asked.fixes?.[String(row)]
    const odd = ODD[((row - 1) % 60) + 1]
    const text = [
      String(row - 2),
      '2024.3.5',
      `${person.name} 女士`,
      '女',
      person.phone.replace('****', '0013'),
      person.birthday,
      person.tier,
      '李莹',
      row % 7 ? '' : '怕冷，室温调高',
    ]
    const base = { row, text, read: {}, doubts: [], changes: [], memberNo: null, mergedIntoRow: null }
    if (row <= 2) return { ...base, fate: 'heading', text: row === 1 ? ['前台会员资格记录表'] : TITLES }
    if (row === count) return { ...base, fate: 'total', text: ['合计', String(count - 3)] }
    if (odd?.fate === 'blank') return { ...base, fate: 'blank', text: [] }
    if (odd?.cell) text[odd.cell[0]] = odd.cell[1]
    const read: Record<string, string> = {
      name: odd?.cell?.[0] === 2 ? '' : person.name,
      gender: 'female',
      phones: text[4] ?? '',
      birthday: person.birthday,
      tier: person.tier,
      approved_on: '2024-03-05',
      beautician: '李莹',
      notes: text[8] ?? '',
    }
    for (const field of Object.keys(read)) if (!read[field]) delete read[field]
    Object.assign(read, fix?.values)
    const open = (odd?.doubts ?? []).filter(({ field }) => !field || fix?.values?.[field] === undefined)
    const merged = odd?.fate === 'merged' || fix?.decision === 'merge'
    const fate: Fate =
      fix?.decision === 'skip'
        ? 'skipped'
        : known && odd?.fate !== 'refused'
          ? 'unchanged'
          : open.length && odd?.fate === 'refused'
            ? 'refused'
            : merged
              ? 'merged'
              : open.length && !fix?.decision
                ? 'doubtful'
                : 'sure'
    return {
      ...base,
      fate,
      read,
      doubts: known ? [] : open,
      memberNo: known ? person.memberNo : null,
      mergedIntoRow: fate === 'merged' ? row - 1 : null,
    }
  })
}

const SHEETS: ImportSheet[] = [
  { name: '会员资格记录表', rows: 60, kind: 'front_desk_register', hidden: false, chosen: true },
  { name: '2025年', rows: 1832, kind: 'front_desk_register', hidden: false, chosen: false },
  { name: '说明', rows: 12, kind: null, hidden: true, chosen: false },
]

function planOf(asked: ImportAsked, rows: ImportRow[]): ImportPlan {
  const sheet = asked.sheet ?? '会员资格记录表'
  const unread = SHEETS.filter(({ name }) => name !== sheet).reduce((sum, { rows }) => sum + rows, 0)
  const counts = {
    rows: rows.length,
    unread,
    ...Object.fromEntries(FATES.map((fate) => [fate, rows.filter((row) => row.fate === fate).length])),
  } as ImportCounts
  const columns = FIELDS.map((field, index) => {
    const column = asked.columns?.[field] ?? index
    return { field, column: column < 0 ? null : column, title: TITLES[column] ?? '', required: field === 'name' }
  })
  return {
    kind: asked.kind ?? 'front_desk_register',
    sheet,
    sheets: SHEETS.map((one) => ({
      ...one,
      rows: one.name === sheet ? rows.length : one.rows,
      chosen: one.name === sheet,
    })),
    headerRow: 2,
    columns,
    titles: TITLES,
    counts,
    rows,
    digest: 'digest',
  }
}

export function importAnswers(salon: StageSalon): Answers {
  const count = salon.crowd > 0 ? 2446 : 60
  let known = false
  let cancelled = false
  const preview = (asked: ImportAsked) => {
    if (!/\.(xlsx?|csv)$/.test(asked.fileName)) refuse('not_a_spreadsheet')
    if (asked.columns?.name === -1 || (asked.fileName.startsWith('odd') && asked.columns?.name === undefined))
      refuse('columns_missing', { fields: ['name'], titles: TITLES, kind: 'front_desk_register' })
    return planOf(asked, rowsOf(count, asked, known))
  }
  return {
    'import.preview': preview,
    'import.commit': async (asked, { requestId }): Promise<Answer<'import.commit'>> => {
      cancelled = false
      for (let done = 0; done <= 10; done++) {
        salon.progress({ requestId, done: Math.round((count * done) / 10), total: count, stage: 'writing' })
        await new Promise((resolve) => setTimeout(resolve, salon.pauseMs))
        if (cancelled) refuse('cancelled')
      }
      const plan = preview(asked)
      const rows = plan.rows.map((row) => ({
        ...row,
        text: [],
        memberNo: ['sure', 'doubtful', 'merged'].includes(row.fate) ? 1001 + (row.row % 20) : row.memberNo,
      }))
      const added = known ? 0 : plan.counts.sure + plan.counts.doubtful
      known = true
      salon.change('member')
      return { ...plan, rows, added, changed: 0 }
    },
    'import.cancel': () => {
      cancelled = true
      return null
    },
  }
}
