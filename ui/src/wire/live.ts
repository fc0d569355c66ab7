// A push names topics; every query that reads one of them is asked again. An unknown topic refreshes everything:
// too much is only slow, too little shows yesterday's room.
import type { QueryClient } from '@tanstack/svelte-query'
import type { ReadName } from './call'

export interface Changed {
  topics: string[]
}

export interface ProgressNote {
  requestId: string
  done: number
  total: number
  stage: string
}

export interface Pushes {
  onChanged(run: (changed: Changed) => void): void
  onProgress(run: (note: ProgressNote) => void): void
}

const READS: Record<string, ReadName[]> = {
  member: [
    'member.card',
    'member.file',
    'member.list',
    'booking.day',
    'booking.arrivals',
    'tray.day',
    'tray.calls',
    'linen.shelf',
    'linen.tasks',
  ],
  booking: ['booking.day', 'booking.arrivals', 'member.card', 'member.file', 'tray.day', 'tray.calls', 'till.day'],
  tray: [
    'tray.day',
    'tray.calls',
    'booking.day',
    'booking.arrivals',
    'linen.tasks',
    'linen.shelf',
    'linen.set',
    'member.card',
  ],
  linen: [
    'linen.shelf',
    'linen.set',
    'linen.tasks',
    'tray.day',
    'tray.calls',
    'member.card',
    'member.file',
    'booking.day',
    'booking.arrivals',
  ],
  till: ['till.day', 'till.receipt', 'booking.day', 'booking.arrivals', 'member.card', 'member.file'],
  catalog: ['catalog.list', 'till.quote', 'booking.offer'],
  room: ['room.list', 'booking.day'],
  staff: ['staff.list', 'house.status', 'session.me'],
  setting: ['setting.list', 'house.status', 'booking.day'],
  store: ['store.status', 'house.status'],
  device: ['device.list'],
}

export function readsOf(topics: string[]): ReadName[] | 'all' {
  const names = new Set<ReadName>()
  for (const topic of topics) {
    const reads = READS[topic] ?? READS[topic.replace(/s$/, '')]
    if (!reads) return 'all'
    for (const name of reads) names.add(name)
  }
  return [...names]
}

export function refresh(client: QueryClient, topics: string[]) {
  const names = readsOf(topics)
  if (names === 'all') return client.invalidateQueries()
  return client.invalidateQueries({ predicate: ({ queryKey }) => names.includes(queryKey[0] as ReadName) })
}

const listeners = new Set<(note: ProgressNote) => void>()

/** Watches the progress of one running request, or of whatever runs; returns the way to stop watching. */
export function watchProgress(requestId: string | null, run: (note: ProgressNote) => void): () => void {
  const listener = (note: ProgressNote) => {
    if (requestId === null || note.requestId === requestId) run(note)
  }
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const followers = new Set<{ topics: string[]; run: () => void }>()

/** For what is no query: runs after a change to one of these topics; returns the way to stop. */
export function follow(topics: string[], run: () => void): () => void {
  const follower = { topics, run }
  followers.add(follower)
  return () => followers.delete(follower)
}

export function goLive(pushes: Pushes, client: QueryClient) {
  pushes.onChanged(({ topics }) => {
    void refresh(client, topics)
    for (const follower of followers) if (topics.some((topic) => follower.topics.includes(topic))) follower.run()
  })
  pushes.onProgress((note) => {
    for (const listener of listeners) listener(note)
  })
}
