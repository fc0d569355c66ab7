// A tablet of the shop: Debian's Chromium at 1024 × 768 with a finger, on the page that the salon serves. It trusts the shop
// as a tablet does: by the shop's own authority, installed once after its fingerprint was compared.
import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { join } from 'node:path'
import { inject } from 'vitest'
import { remote } from 'webdriverio'
import { callAs, lantai } from './program'
import { STAFF } from './sign-in'
import { SalonWindow } from './window'

const SIZE = { width: 1024, height: 768, pixelRatio: 1, touch: true, mobile: false }

/** A person who scans the code and gives the tablet a name has the salon before her within this. */
export const PAIRED_WITHIN_MS = 15_000

const REACHED_WITHIN_MS = 20_000

/** Chromium as root, without a screen and without calling anybody. */
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--touch-events=enabled',
  `--window-size=${SIZE.width},${SIZE.height}`,
]

/** What a person does with the address and the fingerprint on the desk's screen, before the page is ever opened. */
export interface Trust {
  port: number
  fingerprint: string
}

/** Opens a browser that knows nothing yet but the shop's authority. */
export async function openTablet(folder: string, trust: Trust): Promise<SalonWindow> {
  const home = mkdtempSync(join(inject('scratch'), 'tablet-'))
  install(home, await authority(trust))
  const browser = await remote({
    hostname: '127.0.0.1',
    port: inject('tabletDriverPort'),
    logLevel: 'error',
    connectionRetryCount: 1,
    capabilities: {
      browserName: 'chrome',
      acceptInsecureCerts: false,
      'wdio:enforceWebDriverClassic': true,
      'goog:chromeOptions': {
        binary: ofItsOwn(home),
        args: [...FLAGS, `--user-data-dir=${join(home, 'profile')}`],
        mobileEmulation: { deviceMetrics: SIZE },
      },
    } as WebdriverIO.Capabilities,
  })
  return SalonWindow.around(browser, folder)
}

/** Fetches the authority as a tablet downloads it, and compares what the desk shows with what came. */
async function authority({ port, fingerprint }: Trust): Promise<X509Certificate> {
  await reachable(port)
  const certificate = new X509Certificate(await downloaded(port, '/lantai-ca.crt'))
  if (certificate.fingerprint256 !== fingerprint) throw new Error('this is another shop’s authority')
  return certificate
}

/** A file of the page, without asking who serves it: that is what the fingerprint is for. */
function downloaded(port: number, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: 'localhost', port, path, rejectUnauthorized: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve(Buffer.concat(parts)))
    })
    asked.on('error', reject)
  })
}

/** Waits until the salon can be reached: a window serves the network a moment after it has opened. */
export async function reachable(port: number) {
  for (const until = Date.now() + REACHED_WITHIN_MS; ; ) {
    const there = await downloaded(port, '/').then(
      () => true,
      () => false,
    )
    if (there) return
    if (Date.now() > until) throw new Error(`nobody serves the shop at port ${port}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Into the certificate store that Chromium reads in a home. */
function install(home: string, certificate: X509Certificate) {
  const store = join(home, '.pki/nssdb')
  mkdirSync(store, { recursive: true, mode: 0o700 })
  const file = join(home, 'shop.pem')
  writeFileSync(file, certificate.toString())
  for (const args of [
    ['-N', '--empty-password'],
    ['-A', '-n', 'shop', '-t', 'C,,', '-i', file],
  ]) {
    const { status, stderr, error } = spawnSync('certutil', ['-d', `sql:${store}`, ...args], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`certutil: ${error?.message ?? stderr} (apt-get install libnss3-tools)`)
  }
}

/** Chromium in a home of its own: the driver has no setting for that. */
function ofItsOwn(home: string): string {
  const program = join(home, 'chromium')
  const folders = ['config', 'cache', 'data'].map((kind) => `XDG_${kind.toUpperCase()}_HOME='${join(home, kind)}'`)
  writeFileSync(program, `#!/bin/sh\nexport HOME='${home}' ${folders.join(' ')}\nexec /usr/bin/chromium "$@"\n`)
  chmodSync(program, 0o700)
  return program
}

/** Lets tablets connect at a port of this test's own. */
export function serveAt(folder: string, port: number) {
  for (const [key, value] of Object.entries({ network_port: port, network: true })) {
    callAs(folder, STAFF.manager, 'setting.set', { key, value })
  }
}

/** The program stops listening, as if the cable were pulled; or listens again. */
export function letListen(folder: string, value: boolean) {
  callAs(folder, STAFF.manager, 'setting.set', { key: 'network', value })
}

/** An invitation from the command line, where no window is open to show one. */
export function invited(folder: string, port: number): { code: string; fingerprint: string } {
  const said = lantai(folder, ['pair', '--as', STAFF.manager, '--port', `${port}`, '--json'], inject('environment'))
  return JSON.parse(said) as { code: string; fingerprint: string }
}

/** What the desk's picture says: the page's address with the code and the shop that gave it. */
export function scanned(port: number, code: string, fingerprint: string): string {
  return `https://localhost:${port}/#pair=${code.replaceAll('-', '')}&shop=${fingerprint.replaceAll(/[^0-9A-F]/g, '')}`
}

/** From the scanned address to the salon's people; gives how long it took. */
export async function pair(tablet: SalonWindow, address: string, name: string): Promise<number> {
  const begun = Date.now()
  await tablet.browser.url(address)
  await tablet.write('pair-name', name)
  await tablet.tap('pair-go')
  await tablet.see('sign-in')
  return Date.now() - begun
}

/** A tablet of the shop that is paired already, at the sign-in. */
export async function pairedTablet(folder: string, port: number, name = '库房平板'): Promise<SalonWindow> {
  const { code, fingerprint } = invited(folder, port)
  const tablet = await openTablet(folder, { port, fingerprint })
  await pair(tablet, scanned(port, code, fingerprint), name)
  return tablet
}
