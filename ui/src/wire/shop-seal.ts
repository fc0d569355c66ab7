// By what a shop is known: the fingerprint of the authority that its desk offers, as the desk shows it beside the code.

/** Whoever scanned a code waits for this with a finger on the button. */
const PATIENCE_MS = 4_000

/** The SHA-256 of the authority this page was served with, in pairs. */
export async function shopSeal(): Promise<string> {
  const offered = await fetch('/lantai-ca.crt', { signal: AbortSignal.timeout(PATIENCE_MS) })
  const written = (await offered.text()).replaceAll(/-----[^-]+-----|\s/g, '')
  const certificate = Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', certificate))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')
}
