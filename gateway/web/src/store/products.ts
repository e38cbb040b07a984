/**
 * The product index in this browser: a line is found while it is typed, without asking anybody. Kept in IndexedDB and
 * synced by difference, so a slow line carries only what has changed.
 */
import { shallowRef } from 'vue'
import { answered, api } from '@/api/client'
import type { Answer } from '@/api/types'
import { open } from './browser'

export type IndexedProduct = Answer<'/api/v1/sales/product-index'>['items'][number]

const MARK = 'products'
const STALE_AFTER = 60_000
export const products = shallowRef<IndexedProduct[]>([])
let syncedAt = 0
let syncing: Promise<void> | null = null

/** Shows what is kept at once, then asks for what has changed. Without a line, what is kept has to do. */
export function syncProducts(): Promise<void> {
  syncing ??= sync().finally(() => (syncing = null))
  return syncing
}

async function sync(): Promise<void> {
  const store = await open()
  if (!products.value.length) products.value = active(await store.all<IndexedProduct>('products'))
  if (Date.now() - syncedAt < STALE_AFTER) return
  const since = await store.get<string>('marks', MARK)
  const { changed, mark } = await changedSince(since)
  if (changed.length) {
    await store.putAll('products', changed.map((each) => [each.id, each] as const))
    products.value = active(await store.all<IndexedProduct>('products'))
  }
  await store.put('marks', mark, MARK)
  syncedAt = Date.now()
}

export async function forgetProducts(): Promise<void> {
  const store = await open()
  await Promise.all([store.clear('products'), store.clear('marks')])
  products.value = []
}

async function changedSince(since: string | undefined): Promise<{ changed: IndexedProduct[]; mark: string }> {
  const changed: IndexedProduct[] = []
  let [after, mark]: [string | null, string] = [null, '']
  do {
    const page: Answer<'/api/v1/sales/product-index'> = await answered(api.GET('/api/v1/sales/product-index', { params: { query: { since, after } } }))
    changed.push(...page.items)
    // What changes while we read lies after the first mark.
    mark ||= page.mark
    after = page.next
  } while (after)
  return { changed, mark }
}

function active(all: IndexedProduct[]): IndexedProduct[] {
  return all.filter((each) => each.active).sort((a, b) => a.code.localeCompare(b.code))
}

/** Products meant by what was typed, likeliest first: code, then model, initials, name, pinyin, specification. */
export function findProducts(typed: string, all: readonly IndexedProduct[] = products.value, limit = 8): IndexedProduct[] {
  const wanted = typed.normalize('NFKC').trim().toLowerCase()
  if (!wanted) return []
  const found = all.flatMap((product) => {
    const rank = rankOf(product, wanted)
    return rank === null ? [] : [{ rank, product }]
  })
  return found
    .sort((a, b) => a.rank - b.rank || a.product.code.length - b.product.code.length)
    .slice(0, limit)
    .map(({ product }) => product)
}

/** The same for a field: what is not known yet while the index is on its way is answered when it has arrived. */
export function awaitedProducts(typed: string): IndexedProduct[] | Promise<IndexedProduct[]> {
  const found = findProducts(typed)
  if (found.length || !syncing) return found
  return syncing.catch(() => undefined).then(() => findProducts(typed))
}

function rankOf(product: IndexedProduct, wanted: string): number | null {
  const [code, model, name] = [product.code, product.model, product.name].map((text) => text.toLowerCase())
  const [pinyin = '', initials = ''] = product.spelling.split(' ')
  const ways = [
    code === wanted,
    code.startsWith(wanted),
    model === wanted,
    model.startsWith(wanted),
    initials.startsWith(wanted),
    name.startsWith(wanted),
    pinyin.startsWith(wanted),
    name.includes(wanted),
    initials.includes(wanted),
    code.includes(wanted) || model.includes(wanted) || product.spec.toLowerCase().includes(wanted),
    pinyin.includes(wanted),
  ]
  const rank = ways.indexOf(true)
  return rank < 0 ? null : rank
}

/** The one product that a pasted or typed code, model or name names exactly. */
export function namedProduct(text: string, all: readonly IndexedProduct[] = products.value): IndexedProduct | null {
  const wanted = text.normalize('NFKC').trim().toLowerCase()
  for (const field of ['code', 'model', 'name'] as const) {
    const found = all.filter((each) => each[field].toLowerCase() === wanted)
    if (found.length === 1) return found[0]
  }
  return null
}
