// Gathers the figures of the parts of `script/bench` into one JSON with the facts of the machine, and prints one table.
//
//   node table.mjs FOLDER-OF-THE-PARTS BENCH.JSON
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'

const [folder, out] = process.argv.slice(2)
const asked = (program, ...args) => {
  try {
    return execFileSync(program, args, { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
const machine = {
  at: new Date().toISOString(),
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryMb: Math.round(totalmem() / 2 ** 20),
  kernel: release(),
  fileSystem: asked('findmnt', '-no', 'FSTYPE', '-T', folder),
  load: loadavg(),
  commit: asked('git', 'rev-parse', '--short', 'HEAD'),
}
const verdict = ({ figure, limit }) => (limit === null ? '' : figure <= limit ? 'ok' : 'short')
const parts = readdirSync(folder).filter((name) => name.endsWith('.json')).sort()
const figures = parts.flatMap((name) =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')).map((line) => ({
    part: name.replace(/\.json$/, ''),
    ...line,
    verdict: verdict(line),
  })),
)
writeFileSync(out, `${JSON.stringify({ machine, figures }, null, 2)}\n`)

const number = (value, places = 1) => (typeof value === 'number' && Number.isFinite(value) ? value.toFixed(places) : '–')
const spread = ({ p50, p95, p99 }) => [p50, p95, p99].map((value) => number(value)).join(' / ')
const rows = [
  ['what', 'ours p50 / p95 / p99', 'rival p50 / p95 / p99', 'figure', '95 %', 'limit', '', 'note'],
  ...figures.map(({ what, subject, rival, figure, low, high, unit, limit, verdict, note }) => [
    what,
    spread(subject),
    spread(rival),
    `${number(figure, 2)}${unit}`,
    `${number(low, 2)} – ${number(high, 2)}`,
    limit === null ? '' : `≤ ${limit}`,
    verdict,
    note,
  ]),
]
const wide = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
const { cpu, cores, kernel, fileSystem, load } = machine
console.log(`\n${cpu}, ${cores} cores, Linux ${kernel}, ${fileSystem}; load now ${load.map((l) => l.toFixed(1)).join(' ')}\n`)
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(wide[column])).join('  ').trimEnd())
console.log(`\n${out}`)
