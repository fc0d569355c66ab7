// A tablet of the shop: Debian's Chromium at 1024 × 768 with a finger, on the page that the open window serves.
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { remote } from 'webdriverio'
import { callAs } from './program'
import { STAFF } from './sign-in'
import { SalonWindow } from './window'

const SIZE = { width: 1024, height: 768 }

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

/** Opens a browser that knows nothing yet. The shop's certificate is trusted as after a person said so. */
export async function openTablet(folder: string): Promise<SalonWindow> {
  const profile = mkdtempSync(join(inject('scratch'), 'tablet-'))
  const browser = await remote({
    hostname: '127.0.0.1',
    port: inject('tabletDriverPort'),
    logLevel: 'error',
    connectionRetryCount: 1,
    capabilities: {
      browserName: 'chrome',
      acceptInsecureCerts: true,
      'wdio:enforceWebDriverClassic': true,
      'goog:chromeOptions': { binary: '/usr/bin/chromium', args: [...FLAGS, `--user-data-dir=${profile}`] },
    } as WebdriverIO.Capabilities,
  })
  await browser.setWindowSize(SIZE.width, SIZE.height)
  return SalonWindow.around(browser, folder)
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
