/** What is kept in this browser: keys, drafts, orders that wait to be sent, the product index (IndexedDB). */
const NAME = 'zhanggui'
const VERSION = 1
const STORES = ['keys', 'drafts', 'outbox', 'products', 'marks'] as const
export type StoreName = (typeof STORES)[number]

export interface BrowserStore {
  get<T>(store: StoreName, key: string): Promise<T | undefined>
  all<T>(store: StoreName): Promise<T[]>
  put(store: StoreName, value: unknown, key: string): Promise<void>
  putAll(store: StoreName, values: readonly (readonly [key: string, value: unknown])[]): Promise<void>
  remove(store: StoreName, key: string): Promise<void>
  clear(store: StoreName): Promise<void>
}

let opened: Promise<BrowserStore> | null = null

export function open(): Promise<BrowserStore> {
  opened ??= connect().catch((error) => {
    opened = null
    throw error
  })
  return opened
}

async function connect(): Promise<BrowserStore> {
  const request = indexedDB.open(NAME, VERSION)
  request.onupgradeneeded = () => {
    for (const store of STORES) {
      if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store)
    }
  }
  const database = await answer(request)
  const read = (store: StoreName) => database.transaction(store, 'readonly').objectStore(store)

  async function write(store: StoreName, change: (objects: IDBObjectStore) => void): Promise<void> {
    const transaction = database.transaction(store, 'readwrite')
    change(transaction.objectStore(store))
    await committed(transaction)
  }

  return {
    get: (store, key) => answer(read(store).get(key)),
    all: (store) => answer(read(store).getAll()),
    put: (store, value, key) => write(store, (objects) => objects.put(value, key)),
    putAll: (store, values) => write(store, (objects) => values.forEach(([key, value]) => objects.put(value, key))),
    remove: (store, key) => write(store, (objects) => objects.delete(key)),
    clear: (store) => write(store, (objects) => objects.clear()),
  }
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = transaction.onerror = () => reject(transaction.error)
  })
}
