/** What a person may do, from the grants of the session: a page shows only what works. */

/** Data scopes, the narrowest first. */
const SCOPES = ['own', 'team', 'branch', 'all']

/** Whose records a function reaches: by its name, by its family (`sales.order.*`, `sales.*`), or by `*`; the widest counts. */
export function reachOf(grants: Record<string, string>, scope: string): string | undefined {
  const parts = scope.split('.')
  const families = parts.map((_, count) => [...parts.slice(0, count), '*'].join('.'))
  const granted = [scope, ...families].map((name) => SCOPES.indexOf(grants[name] ?? ''))
  return SCOPES[Math.max(...granted)]
}

export function holds(grants: Record<string, string>, scope: string): boolean {
  return reachOf(grants, scope) !== undefined
}
