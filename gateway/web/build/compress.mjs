// Every file of the build once more as .br and .gz, so that the gateway never compresses anything itself.
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const FOLDER = fileURLToPath(new URL('../../gateway/web_dist', import.meta.url))
const WORTHWHILE = /\.(html|js|css|svg|json)$/

for (const entry of await readdir(FOLDER, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !WORTHWHILE.test(entry.name)) continue
  const path = join(entry.parentPath, entry.name)
  const content = await readFile(path)
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }
  await writeFile(`${path}.br`, brotliCompressSync(content, options))
  await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }))
}
