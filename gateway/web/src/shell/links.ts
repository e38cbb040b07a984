/** Links to pages by their names: none where the page does not exist, or may not be opened. */
import type { RouteLocationRaw } from 'vue-router'
import { useRouter } from 'vue-router'
import { allowed } from '@/areas'
import { useSession } from '@/session/session'

export interface PageLink {
  name: string
  query?: Record<string, string>
  params?: Record<string, string>
}

export function useLinks() {
  const router = useRouter()
  const { may } = useSession()

  /** What a `router-link` takes for a page or an address; undefined where it would lead nowhere. */
  function linkTo(link: PageLink | string | undefined): RouteLocationRaw | undefined {
    if (!link || (typeof link !== 'string' && !router.hasRoute(link.name))) return undefined
    const { meta, name } = router.resolve(link)
    return name === 'unknown' || !allowed(meta.page ?? {}, may) ? undefined : link
  }
  return { linkTo }
}
