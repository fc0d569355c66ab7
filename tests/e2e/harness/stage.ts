// What every journey stands on: a screen nobody sees, a message bus, the browser driver, and one founded demo salon that
// each test copies. Started once for the whole run and taken down after it.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { elevenInTheMorning } from './clock'
import { pastOf } from './history'
import { freePort } from './ports'

declare module 'vitest' {
  interface ProvidedContext {
    driverPort: number
    tabletDriverPort: number
    demoFolder: string
    demoPhrase: string
    scratch: string
    environment: Record<string, string>
  }
}

const running: ChildProcess[] = []

export async function setup(project: TestProject) {
  const scratch = mkdtempSync(join(tmpdir(), 'lantai-e2e-'))
  const teardown = () => {
    for (const child of running.splice(0).reverse()) child.kill()
    rmSync(scratch, { recursive: true, force: true })
  }
  try {
    await raise(project, scratch)
  } catch (thrown) {
    teardown()
    throw thrown
  }
  return teardown
}

async function raise(project: TestProject, scratch: string) {
  const screen = ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']
  const display = `:${await firstLine('Xvfb', screen)}`
  const bus = await firstLine('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'])
  const environment = salonsEnvironment(scratch, display, bus)

  const driverPort = await freePort()
  start('WebKitWebDriver', ['--host=127.0.0.1', `--port=${driverPort}`], environment)
  await answering(driverPort, 'WebKitWebDriver')
  const tabletDriverPort = await freePort()
  start('chromedriver', [`--port=${tabletDriverPort}`], {
    HOME: environment.HOME ?? '',
    TMPDIR: environment.TMPDIR ?? '',
  })
  await answering(tabletDriverPort, 'chromedriver')

  const demoFolder = join(scratch, 'demo')
  const demoPhrase = pastOf(demoFolder, environment)

  project.provide('driverPort', driverPort)
  project.provide('tabletDriverPort', tabletDriverPort)
  project.provide('demoFolder', demoFolder)
  project.provide('demoPhrase', demoPhrase)
  project.provide('scratch', scratch)
  project.provide('environment', environment)
}

/** Nothing of the machine's own user: folders of its own, a screen of its own, no keyring, a clock at eleven. */
function salonsEnvironment(scratch: string, display: string, bus: string): Record<string, string> {
  const folder = (name: string) => {
    const made = join(scratch, name)
    mkdirSync(made, { recursive: true, mode: 0o700 })
    return made
  }
  return {
    // A moved clock makes every look at it dear: what is timed runs by the machine's own.
    ...(process.env.LANTAI_E2E_CLOCK === 'real' ? {} : elevenInTheMorning()),
    DISPLAY: display,
    DBUS_SESSION_BUS_ADDRESS: bus,
    HOME: folder('home'),
    XDG_DATA_HOME: folder('data'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_RUNTIME_DIR: folder('runtime'),
    TMPDIR: folder('tmp'),
    LANG: 'zh_CN.UTF-8',
    LANTAI_KEY_IN: 'file',
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    TAURI_WEBVIEW_AUTOMATION: 'true',
  }
}

function start(program: string, args: string[], environment: Record<string, string> = {}) {
  const env = { ...process.env, ...environment }
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', process.env.LANTAI_E2E_LOUD ? 'inherit' : 'ignore'],
  })
  child.on('error', (error) => console.error(`${program} cannot start: ${error.message}`))
  running.push(child)
  return child
}

function firstLine(program: string, args: string[], environment: Record<string, string> = {}): Promise<string> {
  const child = start(program, args, environment)
  return new Promise((resolve, reject) => {
    let read = ''
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}`)))
    child.on('error', reject)
    child.stdout?.on('data', (chunk) => {
      read += chunk
      if (read.includes('\n')) resolve(read.slice(0, read.indexOf('\n')))
    })
  })
}

async function answering(port: number, program: string) {
  for (let tries = 0; tries < 100; tries++) {
    const there = await fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    )
    if (there) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${program} does not answer`)
}
