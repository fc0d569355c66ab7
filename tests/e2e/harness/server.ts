// The salon served without a window (`lantai serve`), so that a test can really end it in the middle of the work and start
// it again.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { inject, onTestFinished } from 'vitest'
import { binary } from './program'
import { reachable } from './tablet'

export class Server {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** Begins, and waits until tablets can reach it. It ends with the test at the latest. */
  static async start(folder: string, port: number): Promise<Server> {
    const env = { ...process.env, ...inject('environment') }
    const child = spawn(binary(), ['--data', folder, 'serve', '--port', `${port}`], {
      env,
      stdio: 'ignore',
    })
    const server = new Server(child, port)
    onTestFinished(() => server.kill())
    await Promise.race([
      reachable(port),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`))),
    ])
    return server
  }

  /** As if it were behind a wall: it takes every call and answers none, not even with a refusal. */
  freeze() {
    this.child.kill('SIGSTOP')
  }

  /** Out from behind the wall, with whatever was called meanwhile. */
  thaw() {
    this.child.kill('SIGCONT')
  }

  /** As if the plug were pulled: no last word, no last backup. */
  async kill() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const gone = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await gone
  }
}
