/** What a person likes to see: at once from this browser, then from the server, and never over what was chosen meanwhile. */
import { createPinia, setActivePinia } from 'pinia'
import { nextTick } from 'vue'
import { beforeEach, expect, it, vi } from 'vitest'

let answer: (items: { name: string; words: Record<string, string[]> }[]) => void
let sent: { path: string; body: unknown }[]

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers()
  localStorage.clear()
  sent = []
  const asked = new Promise<Response>((resolve) => (answer = (items) => resolve(Response.json({ items }))))
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return asked
    sent.push({ path: new URL(request.url).pathname, body: await request.json() })
    return Response.json({})
  })
})

async function cards() {
  setActivePinia(createPinia())
  const { kept } = await import('@/shell/preferences')
  return kept('workbench.cards', { order: [] as string[], hidden: [] as string[] })
}

it('takes what the server keeps', async () => {
  const { words, ready } = await cards()
  expect(words.value.hidden).toEqual([])
  answer([{ name: 'workbench.cards', words: { hidden: ['stock'] } }])
  await ready
  expect(words.value).toEqual({ order: [], hidden: ['stock'] })
  await vi.runAllTimersAsync()
  expect(sent).toEqual([])
})

it('sends a choice once, and keeps it here for the next time', async () => {
  const { words, ready } = await cards()
  answer([])
  await ready
  for (const hidden of [['a'], ['a', 'b']]) {
    words.value = { order: [], hidden }
    await nextTick()
  }
  await vi.runAllTimersAsync()
  expect(sent).toEqual([{ path: '/api/v1/gateway/me/preferences/workbench.cards', body: { words: { order: [], hidden: ['a', 'b'] } } }])
  expect((await cards()).words.value.hidden).toEqual(['a', 'b'])
})

it('leaves alone what was chosen before the server answered', async () => {
  const { words, ready } = await cards()
  words.value = { order: ['mine'], hidden: [] }
  await nextTick()
  answer([{ name: 'workbench.cards', words: { order: ['theirs'], hidden: [] } }])
  await ready
  expect(words.value.order).toEqual(['mine'])
})
