/** What this person likes to look at: the theme of this browser; columns and cards, kept on the server for every browser. */
import { useDebounceFn } from '@vueuse/core'
import { ref, watch, type Ref } from 'vue'
import { answered, api } from '@/api/client'
import { useSession } from '@/session/session'

export type Theme = 'light' | 'dark' | 'system'
type Words = Record<string, string[]>
const THEME = 'zhanggui.theme'
const SOON = 400

export const theme = ref<Theme>((localStorage.getItem(THEME) as Theme | null) ?? 'system')
/** Whether the page is dark now, by choice or by the system. */
export const dark = ref(false)

export function beginPreferences(): void {
  const system = matchMedia('(prefers-color-scheme: dark)')
  const apply = () => {
    const wanted = theme.value === 'dark' || (theme.value === 'system' && system.matches)
    document.documentElement.classList.toggle('dark', wanted)
    dark.value = wanted
  }
  system.addEventListener('change', apply)
  watch(theme, () => (localStorage.setItem(THEME, theme.value), apply()))
  apply()
}

let asked: Promise<Map<string, Words>> | null = null

/** All that the server keeps for the person; asked once. */
function onServer(): Promise<Map<string, Words>> {
  asked ??= answered(api.GET('/api/v1/gateway/me/preferences', {})).then(
    ({ items }) => new Map(items.map(({ name, words }) => [name, words])),
  )
  asked.catch(() => (asked = null))
  return asked
}

/**
 * Words that are kept for the person under a name: `kept('columns.crm.customers', { hidden: [] })`. What this browser
 * saw last is there at once, what the server keeps follows, unless the person was faster. `ready` is when it has come.
 */
export function kept<T extends Words>(name: string, otherwise: T): { words: Ref<T>; ready: Promise<void> } {
  const key = `zhanggui.${useSession().user?.id ?? '-'}.${name}`
  const words = ref(read(key) ?? otherwise) as Ref<T>
  let known = JSON.stringify(words.value)
  const send = useDebounceFn(() => {
    const body = { words: words.value }
    void api.PUT('/api/v1/gateway/me/preferences/{name}', { params: { path: { name } }, body }).catch(() => undefined)
  }, SOON)

  watch(words, (now) => {
    if (JSON.stringify(now) === known) return
    known = JSON.stringify(now)
    localStorage.setItem(key, known)
    void onServer().then((all) => all.set(name, now), () => undefined)
    void send()
  }, { deep: true })

  const before = known
  const ready = onServer().then((all) => {
    const found = all.get(name)
    if (!found || known !== before) return
    words.value = { ...otherwise, ...found }
    known = JSON.stringify(words.value)
    localStorage.setItem(key, known)
  }, () => undefined)
  return { words, ready }
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}
