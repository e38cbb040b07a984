/** Finding products to buy, count or move: asked of the service, for the index in the browser is for those who sell. */
import { answered, api } from '@/api/client'
import type { Answer } from '@/api/types'
import { eachOf } from '../names'

export type Product = Pick<Answer<'/api/v1/purchasing/products/{product_id}'>, 'id' | 'code' | 'name' | 'model' | 'spec' | 'unit'>

const LIMIT = 8
const BASE = '/api/v1/purchasing/products'
const cut = ({ id, code, name, model, spec, unit }: Product): Product => ({ id, code, name, model, spec, unit })

/** The exact code first, so that Enter takes what was typed. */
export async function findProducts(q: string): Promise<Product[]> {
  const query = { q, active: true, limit: LIMIT }
  const { items } = await answered(api.GET(BASE, { params: { query } }))
  const exact = (each: Product) => Number(each.code.toLowerCase() !== q.toLowerCase())
  return items.map(cut).sort((a, b) => exact(a) - exact(b))
}

export async function productsOf(ids: readonly string[]): Promise<Map<string, Product>> {
  const found = await eachOf<Product>(ids.map((id) => `${BASE}/${id}`))
  return new Map([...found.values()].map((each) => [each.id, cut(each)]))
}

/** Products that pasted texts name exactly, by code, model or name. */
export async function namedProducts(texts: readonly string[]): Promise<Map<string, Product>> {
  const address = (text: string) => `${BASE}?${new URLSearchParams({ q: text, active: 'true', limit: '20' })}`
  const wanted = [...new Set(texts)]
  const pages = await eachOf<{ items: Product[] }>(wanted.map(address))
  const named = wanted.flatMap((text) => {
    const product = exactly(text, pages.get(address(text))?.items ?? [])
    return product ? [[text, cut(product)] as const] : []
  })
  return new Map(named)
}

export function exactly(text: string, found: readonly Product[]): Product | null {
  const wanted = text.toLowerCase()
  for (const field of ['code', 'model', 'name'] as const) {
    const same = found.filter((each) => each[field].toLowerCase() === wanted)
    if (same.length === 1) return same[0]
  }
  return null
}
