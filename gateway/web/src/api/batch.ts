/** What a page needs, in one round trip over a slow line. */
import { answered, api } from './client'
import { Problem, type ProblemDocument } from './problems'

export interface Part<T> {
  data?: T
  problem?: Problem
}

/** Answers to several GETs, each by itself: `batch({ orders: '/api/v1/sales/orders?limit=5' })`. At most twenty. */
export async function batch<T extends Record<string, unknown>>(
  targets: { [K in keyof T]: string },
): Promise<{ [K in keyof T]: Part<T[K]> }> {
  const names = Object.keys(targets) as (keyof T)[]
  if (names.length === 0) return {} as { [K in keyof T]: Part<T[K]> }
  const body = names.map((name) => ({ method: 'GET' as const, path: targets[name] }))
  const answers = await answered(api.POST('/api/v1/batch', { body }))
  const parts = names.map((name, index) => [name, partOf(answers[index])])
  return Object.fromEntries(parts)
}

function partOf(answer: { status: number; body?: unknown }): Part<unknown> {
  if (answer.status < 400) return { data: answer.body }
  return { problem: new Problem(answer.body as ProblemDocument) }
}
