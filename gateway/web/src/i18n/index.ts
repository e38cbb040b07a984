/** Two languages; the words of an area come with its first page. */
import { nextTick } from 'vue'
import { createI18n } from 'vue-i18n'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
/** A text that stands beside its declaration, Chinese first: `['客户', 'Customers']`. */
export type Titled = readonly [zh: string, en: string]

const KEPT = 'zhanggui.language'
const files = import.meta.glob<{ default: Record<string, unknown> }>('./{zh-CN,en}/*.ts')
const loaded = new Set<string>()

export const i18n = createI18n<false>({
  legacy: false,
  locale: kept(),
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': {}, en: {} },
  missingWarn: false,
  fallbackWarn: false,
})

export function language(): Language {
  return i18n.global.locale.value as Language
}

export function inLanguage(text: Titled): string {
  return text[language() === 'en' ? 1 : 0]
}

/** Loads the words of an area (or of the `shell`) in the language of the screen. */
export async function loadWords(area: string): Promise<void> {
  const [wanted, file] = [language(), `./${language()}/${area}.ts`]
  if (loaded.has(file) || !files[file]) return
  const words = (await files[file]()).default
  i18n.global.mergeLocaleMessage(wanted, { [area]: words })
  loaded.add(file)
}

/** Changes the language at once and for this browser; `areas` are those whose words are on the screen. */
export async function speak(wanted: Language, areas: Iterable<string>): Promise<void> {
  const before = language()
  const ready = [...areas]
  i18n.global.locale.value = wanted
  await Promise.all(ready.map(loadWords)).catch((error) => {
    i18n.global.locale.value = before
    throw error
  })
  localStorage.setItem(KEPT, wanted)
  document.documentElement.lang = wanted
  await nextTick()
}

/** Areas whose words were asked for so far. */
export function areasSpoken(): Set<string> {
  return new Set([...loaded].map((file) => file.split('/').at(-1)!.replace('.ts', '')))
}

function kept(): Language {
  const found = localStorage.getItem(KEPT) ?? (navigator.language.startsWith('en') ? 'en' : 'zh-CN')
  return found === 'en' ? 'en' : 'zh-CN'
}
