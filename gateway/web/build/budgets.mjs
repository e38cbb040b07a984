// Fails when a page has become too heavy for a branch office on a slow line (shared/design/web.md).
// Weights are brotli, with the styles, and count everything that must arrive before the page can be seen.
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../gateway/web_dist/', import.meta.url))
const KIB = 1024
const SHELL = 150 * KIB
const PAGE = 320 * KIB
const CHUNK = 250 * KIB
const UNBOUNDED = /TemplateDesigner/

const manifest = JSON.parse(await readFile(`${FOLDER}manifest.json`, 'utf8'))
const weights = new Map()

async function weigh(file) {
  if (!weights.has(file)) weights.set(file, (await stat(`${FOLDER}${file}.br`).catch(() => stat(`${FOLDER}${file}`))).size)
  return weights.get(file)
}

/** The files of an entry of the manifest and of everything it imports at once. */
function filesOf(key, seen = new Set(), files = new Set()) {
  if (seen.has(key)) return files
  seen.add(key)
  const entry = manifest[key]
  files.add(entry.file)
  for (const style of entry.css ?? []) files.add(style)
  for (const imported of entry.imports ?? []) filesOf(imported, seen, files)
  return files
}

async function total(files) {
  let bytes = 0
  for (const file of files) bytes += await weigh(file)
  return bytes
}

const failures = []
const report = []
function hold(name, bytes, limit) {
  report.push([bytes, `${(bytes / KIB).toFixed(1).padStart(7)} KiB  ${name}`])
  if (bytes > limit) failures.push(`${name}: ${(bytes / KIB).toFixed(1)} KiB, at most ${limit / KIB}`)
}

// What everybody loads: the entry, the sign-in page, the frame around the pages, one language.
const always = filesOf('index.html')
for (const key of Object.keys(manifest)) {
  if (/src\/(session\/SignInPage|shell\/ShellFrame)\.vue$|src\/i18n\/zh-CN\/shell\.ts$|element-plus\/.*locale.*zh-cn/.test(key)) {
    filesOf(key, new Set(), always)
  }
}
hold('sign-in and shell', await total(always), SHELL)
for (const [key, entry] of Object.entries(manifest)) {
  if (entry.isDynamicEntry && /Page\.vue$/.test(key)) {
    const area = /areas\/(\w+)\//.exec(key)?.[1]
    const files = filesOf(key, new Set(), new Set(always))
    for (const words of Object.keys(manifest)) {
      if (area && words.endsWith(`i18n/zh-CN/${area}.ts`)) filesOf(words, new Set(), files)
    }
    hold(key, await total(files), PAGE)
  }
  if (!UNBOUNDED.test(key)) {
    const bytes = await weigh(entry.file)
    if (bytes > CHUNK) failures.push(`chunk ${entry.file}: ${(bytes / KIB).toFixed(1)} KiB, at most ${CHUNK / KIB}`)
  }
}
report.sort((a, b) => b[0] - a[0])
console.log(report.map(([, line]) => line).join('\n'))
if (failures.length) {
  console.error(`over the budget:\n  ${failures.join('\n  ')}`)
  process.exit(1)
}
