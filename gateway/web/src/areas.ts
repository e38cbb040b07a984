/** The areas of the product and their pages, as each declares them in `areas/<area>/area.ts`. */
import type { Component } from 'vue'
import type { Titled } from './i18n'

export interface Page {
  /** Address below the area: `customers/:id`. */
  path: string
  /** Unique: `crm.customer`. */
  name: string
  title: Titled
  /** The function that the person needs, as the operation behind the page names it; any of several is enough. */
  scope?: string | readonly string[]
  /** Whether it stands in the navigation. Pages with parameters do not. */
  menu?: boolean
  component: () => Promise<{ default: Component }>
}

export interface Area {
  /** Also the name of the folder, of its words in i18n, and the beginning of its addresses. */
  name: string
  title: Titled
  /** Areas stand in this order. */
  order: number
  pages: readonly Page[]
}

const declared = import.meta.glob<{ default: Area }>('./areas/*/area.ts', { eager: true })

export const areas: readonly Area[] = Object.values(declared)
  .map((file) => file.default)
  .sort((a, b) => a.order - b.order)

export function addressOf(area: Area, page: Page): string {
  return `/${[area.name, page.path].filter(Boolean).join('/')}`
}

/** Whether one of the functions that the page asks for is granted. */
export function allowed(page: { scope?: string | readonly string[] }, may: (scope: string) => boolean): boolean {
  const scopes = typeof page.scope === 'string' ? [page.scope] : (page.scope ?? [])
  return scopes.length === 0 || scopes.some(may)
}
