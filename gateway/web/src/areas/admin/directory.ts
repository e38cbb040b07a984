/** Names behind identities and codes: people, org units, roles. Few enough to be read whole. */
import { computed } from 'vue'
import { useLoaded } from '@/api/loading'
import { fetchPage, type ListQuery } from '@/api/paging'
import type { ListPath, Row } from '@/api/types'
import { inLanguage } from '@/i18n'
import { useSession } from '@/session/session'

const AT_ONCE = 200
export type User = Row<'/api/v1/gateway/users'>
export type Unit = Row<'/api/v1/gateway/units'>
export type Role = Row<'/api/v1/gateway/roles'>

/** Every page of a list, one after the other. */
export async function allOf<P extends ListPath>(path: P, query: ListQuery = {}): Promise<Row<P>[]> {
  const rows: Row<P>[] = []
  let after: string | null | undefined
  do {
    const page = await fetchPage(path, { ...query, limit: AT_ONCE, after })
    rows.push(...page.items)
    after = page.next
  } while (after)
  return rows
}

/** What the person may read of it; the rest stays empty. */
export function useDirectory() {
  const { may } = useSession()
  const { data, error, reload } = useLoaded(async () => {
    const [users, units, roles] = await Promise.all([
      may('gateway.user.read') ? allOf('/api/v1/gateway/users', { sort: 'name' }) : [],
      may('gateway.unit.read') ? allOf('/api/v1/gateway/units') : [],
      may('gateway.role.read') ? allOf('/api/v1/gateway/roles') : [],
    ])
    return { users, units, roles }
  })
  const users = computed<User[]>(() => data.value?.users ?? [])
  const units = computed<Unit[]>(() => data.value?.units ?? [])
  const roles = computed<Role[]>(() => data.value?.roles ?? [])
  return {
    users,
    units,
    roles,
    error,
    reload,
    personOf: (id: string | null | undefined) => users.value.find((each) => each.id === id)?.name ?? '',
    personOfCode: (code: string) => users.value.find((each) => each.code === code)?.name ?? code,
    unitOf: (id: string | null | undefined) => units.value.find((each) => each.id === id)?.name ?? '',
    roleOf: (code: string) => {
      const found = roles.value.find((each) => each.code === code)
      return found ? roleName(found) : code
    },
  }
}

export function roleName(role: { name_zh: string; name_en: string }): string {
  return inLanguage([role.name_zh, role.name_en])
}

/** How deep a unit lies below the company: /hq/ is 0. */
export function depthOf(unit: { path: string }): number {
  return unit.path.split('/').length - 3
}

/** A unit in a choice: its name behind those above it in the tree. */
export function indented(unit: Unit): string {
  return `${'　'.repeat(depthOf(unit))}${unit.name}`
}
