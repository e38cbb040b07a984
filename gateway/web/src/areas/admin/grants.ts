/**
 * Grants while they are edited. A role may grant families (`crm.*`): they stay as they are, so that what a later release
 * adds to them is granted, too, until one of their functions is set by itself.
 */
import type { Answer } from '@/api/types'
import { holds, reachOf } from '@/session/rights'

export type Grants = Record<string, string>
export type Catalogue = Answer<'/api/v1/gateway/functions'>
export type FunctionShown = Catalogue['areas'][number]['functions'][number]
/** The data scope of what is granted whole: it does not count there, and any would do. */
export const WHOLE = 'all'

export const scopeOf = (grants: Grants, code: string): string => reachOf(grants, code) ?? ''

/** Families that a function belongs to, as far as they are granted. */
function familiesOf(grants: Grants, code: string): string[] {
  return Object.keys(grants).filter((pattern) => pattern.endsWith('*') && code.startsWith(pattern.slice(0, -1)))
}

/** The grants with one function set; an empty scope takes it away. Its families are written out as what they grant. */
export function withScope(grants: Grants, code: string, scope: string, known: readonly string[]): Grants {
  if (scopeOf(grants, code) === scope) return grants
  const families = familiesOf(grants, code)
  const rest = Object.fromEntries(Object.entries(grants).filter(([pattern]) => pattern !== code && !families.includes(pattern)))
  const members = known.filter((each) => each !== code && families.some((family) => each.startsWith(family.slice(0, -1))))
  const written = members.filter((each) => scopeOf(rest, each) !== scopeOf(grants, each)).map((each) => [each, scopeOf(grants, each)])
  return { ...rest, ...Object.fromEntries(written), ...(scope ? { [code]: scope } : {}) }
}

/** Functions whose scope differs. */
export function differing(before: Grants, after: Grants, known: readonly string[]): string[] {
  return known.filter((code) => scopeOf(before, code) !== scopeOf(after, code))
}

export const grantedOf = (grants: Grants, functions: readonly FunctionShown[]) => functions.filter((each) => holds(grants, each.code)).length
