// Writes src/api/schema.d.ts from the merged OpenAPI document: the types of every path, and nothing else.
//
// A service always answers with every field of its schema, which OpenAPI leaves open; so what is answered is marked as
// present here. Fields that a role may hide stay optional: a page has to live without them.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const CONTRACT = new URL('../../../contracts/openapi.json', import.meta.url)
const TARGET = new URL('../src/api/schema.d.ts', import.meta.url)

function present(schema) {
  if (!schema || typeof schema !== 'object') return schema
  if (Array.isArray(schema)) return schema.map(present)
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, present(value)]))
  if (schema.properties) {
    copy.required = Object.keys(schema.properties).filter((name) => !schema.properties[name]['x-hide'])
  }
  return copy
}

const document = JSON.parse(await readFile(CONTRACT, 'utf8'))
for (const methods of Object.values(document.paths)) {
  for (const operation of Object.values(methods)) {
    if (operation.responses) operation.responses = present(operation.responses)
  }
}
const types = astToString(await openapiTS(document, { defaultNonNullable: false }))
await writeFile(TARGET, `// Made by build/api.mjs from contracts/openapi.json; not kept in the repository.\n${types}`)
