// The sound of a new call: two soft notes made on the spot, no file. Silent until somebody has touched the page once
// (browsers insist) and while this desk is muted.
const NOTES = [
  { hertz: 880, afterSeconds: 0 },
  { hertz: 1174.7, afterSeconds: 0.16 },
]
const LASTS_SECONDS = 0.9
const LOUDNESS = 0.22

let audio: AudioContext | null = null

function ring(context: AudioContext) {
  for (const { hertz, afterSeconds } of NOTES) {
    const from = context.currentTime + afterSeconds
    const tone = context.createOscillator()
    const loudness = context.createGain()
    tone.type = 'sine'
    tone.frequency.value = hertz
    loudness.gain.setValueAtTime(0.0001, from)
    loudness.gain.exponentialRampToValueAtTime(LOUDNESS, from + 0.015)
    loudness.gain.exponentialRampToValueAtTime(0.0001, from + LASTS_SECONDS)
    tone.connect(loudness).connect(context.destination)
    tone.start(from)
    tone.stop(from + LASTS_SECONDS)
  }
}

export function chime() {
  if (!('AudioContext' in globalThis)) return
  audio ??= new AudioContext()
  const context = audio
  if (context.state === 'running') ring(context)
  else
    void context.resume().then(
      () => ring(context),
      () => {},
    )
}
