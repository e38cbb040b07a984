/**
 * What was saved while the line was cut. Each entry keeps its idempotency key, so however often it is sent, and whether
 * or not an earlier try arrived, it has one effect. Entries are sent in their order, by one tab at a time.
 */
import { shallowRef } from 'vue'
import { send } from '@/api/client'
import { Problem, undecided } from '@/api/problems'
import { open } from './browser'

export interface Waiting {
  key: string
  /** Only who entered it sends it. */
  userId: string
  title: string
  since: string
  path: string
  body: unknown
  /** The page that can take it up again, and what was typed there. */
  page?: string
  form?: unknown
  /** Why it was refused, in words; it stays until the person looks after it. */
  refused?: string
}

const AGAIN = 15_000
const STORE = 'outbox'
export const waiting = shallowRef<Waiting[]>([])
let owner: string | null = null
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<(entry: Waiting, answer: unknown) => void>()

/** From now on this user's entries go out whenever there is a line. */
export async function beginSending(userId: string): Promise<void> {
  owner = userId
  await look()
  clearInterval(timer)
  timer = setInterval(sendAll, AGAIN)
  window.addEventListener('online', sendAll)
  await sendAll()
}

/** Tells of each entry that has arrived. */
export function onArrival(listener: (entry: Waiting, answer: unknown) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export async function keepForLater(entry: Waiting): Promise<void> {
  await (await open()).put(STORE, entry, entry.key)
  await look()
}

/** The entry is being worked on again: it is not sent any more. */
export async function takeBack(key: string): Promise<Waiting | undefined> {
  const entry = waiting.value.find((each) => each.key === key)
  if (entry) await forget(key)
  return entry
}

export async function forget(key: string): Promise<void> {
  await (await open()).remove(STORE, key)
  await look()
}

/** Sends what waits. Tabs take turns by a lock, so an entry is in flight once. */
export async function sendAll(): Promise<void> {
  if (!waiting.value.length || !navigator.onLine) return
  if (navigator.locks) await navigator.locks.request('zhanggui.outbox', { ifAvailable: true }, (lock) => (lock ? sendInOrder() : undefined))
  else await sendInOrder()
}

async function sendInOrder(): Promise<void> {
  await look()
  for (const entry of [...waiting.value]) {
    if (entry.refused) continue
    try {
      const answer = await deliver(entry)
      await forget(entry.key)
      listeners.forEach((listener) => listener(entry, answer))
    } catch (error) {
      if (undecided(error)) return
      if (!(error instanceof Problem)) throw error
      await keepForLater({ ...entry, refused: [error.text, ...error.fields.map((each) => each.text)].join(' ') })
    }
  }
}

async function deliver(entry: Waiting): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': entry.key }
  const target = new URL(entry.path, location.origin)
  return (await send(new Request(target, { method: 'POST', headers, body: JSON.stringify(entry.body) }))).json()
}

async function look(): Promise<void> {
  const all = await (await open()).all<Waiting>(STORE)
  waiting.value = all.filter((entry) => entry.userId === owner).sort((a, b) => a.since.localeCompare(b.since))
}
