/** Both languages say the same things, and no page asks for a word that does not exist. */
import { describe, expect, it } from 'vitest'

type Words = Record<string, unknown>
const words = import.meta.glob<{ default: Words }>('../src/i18n/*/*.ts', { eager: true })
const sources = import.meta.glob<string>('../src/**/*.{vue,ts}', { eager: true, query: '?raw', import: 'default' })

function keysOf(tree: Words, prefix: string): string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const key = `${prefix}.${name}`
    return typeof value === 'string' ? [key] : [key, ...keysOf(value as Words, key)]
  })
}

function inLanguage(language: string): Map<string, string[]> {
  const found = Object.entries(words).filter(([file]) => file.includes(`/${language}/`))
  return new Map(found.map(([file, content]) => [file.split('/').at(-1)!, keysOf(content.default, file.split('/').at(-1)!.replace('.ts', ''))]))
}

const [zh, en] = [inLanguage('zh-CN'), inLanguage('en')]
const known = new Set([...zh.values()].flat())

describe.each([...new Set([...zh.keys(), ...en.keys()])])('%s', (file) => {
  it('has the same words in both languages', () => expect(en.get(file)).toEqual(zh.get(file)))
})

it('has every word that pages name', () => {
  const asked = Object.entries(sources).flatMap(([file, text]) =>
    [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => ({ file, key })),
  )
  expect(asked.length).toBeGreaterThan(50)
  expect(asked.filter(({ key }) => !known.has(key))).toEqual([])
})

it('has the group of every word whose end is a value', () => {
  const asked = Object.entries(sources).flatMap(([file, text]) =>
    [...text.matchAll(/\bt\(\s*`([\w.]+)\.\$\{[^`]*`/g)].map(([, key]) => ({ file, key })),
  )
  expect(asked.filter(({ key }) => !known.has(key))).toEqual([])
})
