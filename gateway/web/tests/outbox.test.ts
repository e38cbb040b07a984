import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newForm, newLine } from '@/areas/sales/entry/order'
import { useSaving } from '@/areas/sales/entry/saving'
import { open } from '@/store/browser'
import { beginSending, keepForLater, onArrival, sendAll, takeBack, waiting, type Waiting } from '@/store/outbox'

const sent: { key: string | null; body: unknown }[] = []
let answer: () => Response | Promise<Response>

const created = () => new Response(JSON.stringify({ id: 'o1', number: 'SO1' }), { status: 201 })
const refused = () =>
  new Response(JSON.stringify({ code: 'sales.credit_exceeded', title: '超出信用', titles: { zh: '超出信用', en: 'x' }, status: 409, details: {}, errors: [], trace: '', type: '' }), { status: 409 })

function entry(key: string, more: Partial<Waiting> = {}): Waiting {
  return { key, userId: 'ming', title: `订单 ${key}`, since: `2026-11-23T0${key}:00:00Z`, path: '/api/v1/sales/orders', body: { note: key }, ...more }
}

beforeEach(async () => {
  sent.length = 0
  await (await open()).clear('outbox')
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push({ key: request.headers.get('Idempotency-Key'), body: await request.json() })
    return answer()
  })
  answer = created
  await beginSending('ming')
})
afterEach(() => vi.unstubAllGlobals())

it('keeps its key through every try, and is sent once when the line is back', async () => {
  answer = () => Promise.reject(new TypeError('cut'))
  await keepForLater(entry('1'))
  await sendAll()
  await sendAll()
  expect(waiting.value).toHaveLength(1)
  answer = created
  await sendAll()
  await sendAll()
  expect(sent.map((each) => each.key)).toEqual(['1', '1', '1'])
  expect(waiting.value).toEqual([])
})

it('goes out in the order of entering, and tells of what has arrived', async () => {
  const arrived: string[] = []
  const stop = onArrival((each) => arrived.push(each.key))
  await keepForLater(entry('2'))
  await keepForLater(entry('1'))
  await sendAll()
  expect(arrived).toEqual(['1', '2'])
  stop()
})

it('keeps what was refused, with the reason, and does not send it again by itself', async () => {
  answer = refused
  await keepForLater(entry('1'))
  await sendAll()
  await sendAll()
  expect(sent).toHaveLength(1)
  expect(waiting.value[0].refused).toContain('超出信用')
  expect((await takeBack('1'))?.body).toEqual({ note: '1' })
  expect(waiting.value).toEqual([])
})

it('never sends what somebody else has entered in this browser', async () => {
  await keepForLater(entry('1', { userId: 'fang' }))
  await sendAll()
  expect(sent).toEqual([])
})

it('keeps what was sent, not what the form has become since: the same key never carries other content', async () => {
  const form = { ...newForm(), customer: { id: 'c1', code: 'C1', name: '客户' }, lines: [newLine()] }
  form.lines[0] = { ...form.lines[0]!, product: { id: 'p1', code: 'P001', name: '螺栓', model: '', spec: '', unit: '盒', list_price: '36.00', active: true, spelling: '' }, quantity: '1' }
  answer = () => {
    form.lines[0]!.price = '36'
    return Promise.reject(new TypeError('cut'))
  }
  const { save } = useSaving('order', () => form, () => 'ming')
  expect(await save(true)).toEqual({ waiting: true })
  answer = created
  await sendAll()
  expect(sent).toHaveLength(2)
  expect(sent[1]).toEqual(sent[0])
})
